namespace Moderation.Models.Manifests;

/// <summary>A face out of soft ellipses, painted one over the other. Places are shares of the picture's width and height.</summary>
internal static class FaceDrawing
{
    private static readonly Patch[] Patches =
    [
        new(0.50, 0.40, 0.300, 0.330, 0.10, 58, 42, 34),   // hair
        new(0.50, 0.98, 0.420, 0.220, 0.10, 70, 84, 120),  // shoulders
        new(0.50, 0.76, 0.110, 0.160, 0.15, 188, 140, 116), // neck
        new(0.50, 0.50, 0.225, 0.300, 0.08, 214, 168, 142), // face
        new(0.40, 0.58, 0.090, 0.090, 0.90, 222, 160, 140), // cheeks
        new(0.60, 0.58, 0.090, 0.090, 0.90, 222, 160, 140),
        new(0.50, 0.30, 0.150, 0.070, 0.90, 226, 182, 156), // forehead
        new(0.41, 0.455, 0.062, 0.034, 0.50, 170, 122, 102), // eye sockets
        new(0.59, 0.455, 0.062, 0.034, 0.50, 170, 122, 102),
        new(0.41, 0.405, 0.064, 0.012, 0.40, 62, 44, 36),  // brows
        new(0.59, 0.405, 0.064, 0.012, 0.40, 62, 44, 36),
        new(0.41, 0.458, 0.044, 0.019, 0.25, 236, 232, 228), // eyes
        new(0.59, 0.458, 0.044, 0.019, 0.25, 236, 232, 228),
        new(0.41, 0.458, 0.019, 0.019, 0.25, 66, 52, 44),  // irises
        new(0.59, 0.458, 0.019, 0.019, 0.25, 66, 52, 44),
        new(0.41, 0.440, 0.048, 0.008, 0.50, 52, 38, 34),  // lids
        new(0.59, 0.440, 0.048, 0.008, 0.50, 52, 38, 34),
        new(0.515, 0.53, 0.022, 0.085, 0.90, 190, 142, 118), // side of the nose
        new(0.50, 0.59, 0.046, 0.026, 0.60, 202, 150, 128), // tip of the nose
        new(0.48, 0.607, 0.012, 0.008, 0.50, 104, 66, 56), // nostrils
        new(0.52, 0.607, 0.012, 0.008, 0.50, 104, 66, 56),
        new(0.50, 0.688, 0.078, 0.028, 0.35, 176, 86, 84), // lips
        new(0.50, 0.684, 0.070, 0.005, 0.50, 96, 44, 44),  // between the lips
        new(0.50, 0.735, 0.050, 0.016, 0.90, 188, 140, 118), // under the lips
    ];

    public static (double Red, double Green, double Blue) ColourAt(double x, double y)
    {
        var (red, green, blue) = (150 - 60 * y, 164 - 50 * y, 172 - 40 * y);
        foreach (var patch in Patches)
        {
            var dx = (x - patch.X) / patch.RadiusX;
            var dy = (y - patch.Y) / patch.RadiusY;
            var cover = (1 - (dx * dx + dy * dy)) / patch.Softness;
            cover = cover <= 0 ? 0 : cover >= 1 ? 1 : cover * cover * (3 - 2 * cover);
            red += (patch.Red - red) * cover;
            green += (patch.Green - green) * cover;
            blue += (patch.Blue - blue) * cover;
        }

        // Light from the left.
        var light = 1.08 - 0.22 * x;
        return (red * light, green * light, blue * light);
    }

    private readonly record struct Patch(
        double X, double Y, double RadiusX, double RadiusY, double Softness, double Red, double Green, double Blue);
}
