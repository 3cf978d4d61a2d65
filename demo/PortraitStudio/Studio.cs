using System.Globalization;
using System.Text.Json;
using OpenCvSharp;
using PortraitStudio.Filters;
using PortraitStudio.Readings;
using PortraitStudio.Rendering;
using PortraitStudio.Searching;
using PortraitStudio.Sitters;

namespace PortraitStudio;

/// <summary>The commands.</summary>
internal static class Studio
{
    private const int Size = 768;
    private const float FilterStrength = 1;
    private static readonly CultureInfo Text = CultureInfo.InvariantCulture;

    public static int Usage()
    {
        Console.Error.WriteLine("""
            paint [folder]                                        every sitter of <folder>/sitters, and the filtered adult
            paint-one <sitter.json> <picture> <size>
            youth-filter <sitter.json> <strength> <picture> <output>
            read <models> <picture>...                            what the models see, plain and in spoilt frames
            search <models> <sitter.json> <dials.json> <age> <steps> <seed> <output.json>
            """);
        return 2;
    }

    public static int PaintAll(string folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "sitters"), "*.json").Order(StringComparer.Ordinal))
        {
            var sitter = SitterFiles.Load(file);
            var output = Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ".jpg");
            using var picture = new Portrait(sitter, Size).Paint();
            Save(picture, output);
            if (Path.GetFileNameWithoutExtension(file) != "adult")
                continue;
            using var filtered = new YouthFilter(sitter, FilterStrength).Apply(picture);
            Save(filtered, Path.Combine(folder, "adult-youth-filter.jpg"));
        }
        return 0;
    }

    public static int PaintOne(string sitter, string output, string size)
    {
        using var picture = new Portrait(SitterFiles.Load(sitter), int.Parse(size, Text)).Paint();
        Save(picture, output);
        return 0;
    }

    public static int Filter(string sitter, string strength, string picture, string output)
    {
        using var source = Cv2.ImRead(picture);
        using var filtered = new YouthFilter(SitterFiles.Load(sitter), float.Parse(strength, Text)).Apply(source);
        Save(filtered, output);
        return 0;
    }

    public static int Read(string models, string[] pictures)
    {
        using var reader = new FaceReader(models);
        foreach (var path in pictures)
        {
            using var picture = Cv2.ImRead(path);
            Summarise($"{path}, listed frames", Readings(reader, picture, Stress.All, print: true));
            Summarise($"{path}, 60 unseen frames", Readings(reader, picture, Stress.Unseen(60), print: false));
        }
        return 0;
    }

    private static List<Reading?> Readings(FaceReader reader, Mat picture, IReadOnlyList<Spoil> spoils, bool print)
    {
        var readings = new List<Reading?>();
        foreach (var spoil in spoils)
        {
            using var frame = Stress.Apply(picture, spoil);
            readings.Add(reader.Read(frame));
            if (print)
                Console.WriteLine(string.Create(Text, $"  {spoil.Name,-18} {(readings[^1] is { } r ? string.Create(Text, $"score {r.Score:0.000}  age {r.Age:0.0} +- {r.Spread:0.0}  P(<18) {r.Under18:0.00}") : "no face")}"));
        }
        return readings;
    }

    private static void Summarise(string name, List<Reading?> readings)
    {
        var seen = readings.OfType<Reading>().ToList();
        Console.WriteLine(seen.Count == 0
            ? $"{name}: no face"
            : string.Create(Text, $"{name}: found {seen.Count}/{readings.Count}, score at least {seen.Min(r => r.Score):0.00}, age {seen.Min(r => r.Age):0.0}..{seen.Max(r => r.Age):0.0}, mean {seen.Average(r => r.Age):0.0}, under 18 in {seen.Count(r => r.Age < 18)}"));
    }

    public static int Search(string models, string sitter, string dials, string age, string steps, string seed, string output)
    {
        using var reader = new FaceReader(models);
        var search = new AgeSearch(reader, Dial.Load(dials), float.Parse(age, Text), int.Parse(seed, Text));
        search.Run(SitterFiles.Load(sitter), int.Parse(steps, Text), (step, loss, text, best) =>
        {
            Console.WriteLine(string.Create(Text, $"{step,4} {loss:0.00}  {text}"));
            File.WriteAllText(output, JsonSerializer.Serialize(best, SitterFiles.Format) + "\n");
        });
        return 0;
    }

    private static void Save(Mat picture, string path)
    {
        if (path.EndsWith(".jpg", StringComparison.Ordinal))
            Cv2.ImWrite(path, picture, [(int)ImwriteFlags.JpegQuality, 93]);
        else
            Cv2.ImWrite(path, picture);
        Console.WriteLine(path);
    }
}
