using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Moderation.Models.Manifests;

/// <summary>Runs a converted model on its golden pictures and compares with the stored answers of the original.</summary>
public static class GoldenCheck
{
    /// <summary>Compares every golden of a manifest.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="folder">Its folder, where the answers lie.</param>
    /// <param name="onnxPath">The file to try; need not lie in the folder yet.</param>
    /// <returns>One comparison per golden and output, in the manifest's order.</returns>
    /// <exception cref="GoldenException">A picture or answer file is not what the manifest says, or the model cannot be run.</exception>
    public static IReadOnlyList<GoldenComparison> Run(ModelManifest manifest, string folder, string onnxPath)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
            using var session = new InferenceSession(onnxPath, options);
            return [.. manifest.Goldens.SelectMany(golden => Compare(manifest, golden, folder, session))];
        }
        catch (OnnxRuntimeException e)
        {
            throw new GoldenException($"{onnxPath} cannot be run: {e.Message}", e);
        }
    }

    private static List<GoldenComparison> Compare(ModelManifest manifest, ModelGolden golden, string folder, InferenceSession session)
    {
        var input = Tensor(manifest.Input, Picture(manifest, golden));
        var answers = Answers(manifest, golden, folder);
        using var run = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(input, [1, .. manifest.Input.Shape.Skip(1).Select(l => (long)l)]);
        using var results = session.Run(run, [manifest.Input.Name], [value], [.. manifest.Outputs.Select(o => o.Name)]);
        var comparisons = new List<GoldenComparison>();
        var offset = 0;
        foreach (var (output, result) in manifest.Outputs.Zip(results))
        {
            var actual = result.GetTensorDataAsSpan<float>();
            var count = ElementCount(output);
            if (actual.Length != count)
                throw new GoldenException($"output '{output.Name}' has {actual.Length} numbers, not {count}");
            comparisons.Add(GoldenComparison.Between(golden.Name, output, answers.AsSpan(offset, count), actual));
            offset += count;
        }

        return comparisons;
    }

    private static byte[] Picture(ModelManifest manifest, ModelGolden golden)
    {
        var picture = GoldenPicture.Make(golden.Generator, golden.Seed, manifest.Input.HeightPx, manifest.Input.WidthPx);
        var hash = FileHash.Sha256(picture);
        return hash == golden.PictureSha256
            ? picture
            : throw new GoldenException($"golden picture '{golden.Name}' has sha256 {hash}, not {golden.PictureSha256}: its formula changed");
    }

    private static float[] Answers(ModelManifest manifest, ModelGolden golden, string folder)
    {
        var path = Path.Combine(folder, golden.Answers.Path);
        if (!File.Exists(path))
            throw new GoldenException($"{path} does not exist");
        var bytes = File.ReadAllBytes(path);
        if (FileHash.Sha256(bytes) != golden.Answers.Sha256)
            throw new GoldenException($"{path} is not the file that the manifest names");
        var count = manifest.Outputs.Sum(ElementCount);
        return bytes.Length == count * sizeof(float)
            ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : throw new GoldenException($"{path} has {bytes.Length} bytes, {count} floats were expected");
    }

    /// <summary>Plain form of the manifest's rule, for one picture whose layout is that of the golden formula (rows of RGB).</summary>
    private static float[] Tensor(ModelInput input, byte[] picture)
    {
        var values = new float[picture.Length];
        var (pixelStep, channelStep) = input.Layout == TensorLayout.Nhwc ? (3, 1) : (1, input.HeightPx * input.WidthPx);
        for (var pixel = 0; pixel < picture.Length / 3; pixel++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                var level = picture[pixel * 3 + (input.Channels == ChannelOrder.Rgb ? channel : 2 - channel)];
                values[pixel * pixelStep + channel * channelStep] = (float)((level - input.Mean[channel]) * input.Scale);
            }
        }

        return values;
    }

    private static int ElementCount(ModelOutput output) => output.Shape.Skip(1).Aggregate(1, (product, length) => product * length);
}
