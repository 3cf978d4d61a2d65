using System.Globalization;
using Moderation.Models.Sessions;
using OpenCvSharp;

namespace Moderation.Models.Images;

/// <summary>Prepares OpenCV once per process. Whoever uses OpenCV asks this first.</summary>
public static class OpenCvRuntime
{
    private static readonly Lazy<bool> Prepared = new(PrepareOnce);

    /// <summary>Sets OpenCV's own pixel limit and its threads. Calls after the first one do nothing.</summary>
    /// <exception cref="DllNotFoundException">The native library or one that it needs (on Debian: libgtk-3-0) is missing.</exception>
    public static void Prepare() => _ = Prepared.Value;

    private static bool PrepareOnce()
    {
        // OpenCV reads the limit once, when its library is loaded, from the C environment that .NET's own call does not reach
        var ceiling = ImageLimits.CeilingPx.ToString(CultureInfo.InvariantCulture);
        NativeEnvironment.Set("OPENCV_IO_MAX_IMAGE_PIXELS", ceiling);
        // one caller per core decodes; threads inside a call would only fight with the other callers
        Cv2.SetNumThreads(1);
        return true;
    }
}
