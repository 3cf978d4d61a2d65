using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Moderation.Cli.Demo.Clips;

/// <summary>Runs the ffmpeg programs of the machine. They are called as programs, never linked.</summary>
internal static class Ffmpeg
{
    private const int LongestComplaint = 600;

    public static async Task<PixelSize> MeasureAsync(string picture, CancellationToken stop)
    {
        using var output = new MemoryStream();
        await RunAsync("ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height", "-of", "csv=p=0", picture], output, stop);
        var fields = System.Text.Encoding.ASCII.GetString(output.ToArray()).Trim().Split(',');
        return fields.Length >= 2
            && int.TryParse(fields[0], CultureInfo.InvariantCulture, out var width) && int.TryParse(fields[1], CultureInfo.InvariantCulture, out var height)
                ? new PixelSize(width, height)
                : throw new InvalidDataException($"{Path.GetFileName(picture)} is no picture that ffmpeg can read");
    }

    /// <exception cref="ToolException">The program is missing or failed; the message says what to do or what it said.</exception>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, Stream output, CancellationToken stop)
    {
        using var process = Start(program, arguments);
        try
        {
            var complaint = process.StandardError.ReadToEndAsync(stop);
            await process.StandardOutput.BaseStream.CopyToAsync(output, stop);
            await process.WaitForExitAsync(stop);
            if (process.ExitCode != 0)
                throw new ToolException($"{program} failed ({process.ExitCode}): {Shorten(await complaint)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            var process = Process.Start(start) ?? throw new ToolException($"{program} did not start");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new ToolException($"{program} is needed to make the clips: apt-get install ffmpeg", e);
        }
    }

    private static string Shorten(string text) => text.Length <= LongestComplaint ? text.Trim() : text[..LongestComplaint].Trim();
}
