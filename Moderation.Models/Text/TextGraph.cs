using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;
using Moderation.Models.Text.Characters;
using Moderation.Models.Text.Features;
using Moderation.Models.Text.Rules;

namespace Moderation.Models.Text;

/// <summary>The whole text model as one ONNX graph from row numbers and symbols to scores, as any other program would run it. The service does not: it is the yardstick of benchmark and tests.</summary>
/// <remarks>Threads: one caller at a time. Ownership: disposing it ends what <see cref="Prepare"/> gave.</remarks>
public sealed class TextGraph : IDisposable
{
    /// <summary>Lengths are rounded up to a multiple of this, so that few shapes occur.</summary>
    private const int LengthStep = 16;

    private readonly InferenceSession _inference;
    private readonly int _labelCount;
    private readonly FeatureReader _reader;
    private readonly RuleScanner _rules = new();
    private readonly RunOptions _run = new();
    private readonly List<IDisposable> _prepared = [];

    private TextGraph(InferenceSession inference, TextModelSpec spec) =>
        (_inference, _labelCount, _reader) = (inference, spec.Labels.Count, new FeatureReader(spec.Features.RowCount));

    /// <summary>Loads the graph.</summary>
    /// <param name="folder">The model's folder, which holds the manifest.</param>
    /// <exception cref="ManifestException">The model is not there, not what its manifest says, or reads text otherwise than this build.</exception>
    public static TextGraph Open(string folder)
    {
        var manifest = TextManifest.Load(folder);
        var file = Path.Combine(folder, manifest.Onnx.Path);
        var inference = OnnxFile.Load(file, manifest.Onnx.Sha256, TextSession.Maker);
        try
        {
            return new TextGraph(inference, TextSession.ReadSpec(file, inference.ModelMetadata.CustomMetadataMap));
        }
        catch (ManifestException)
        {
            inference.Dispose();
            throw;
        }
    }

    /// <summary>Reads lines up to the numbers that the graph takes, padded to the longest.</summary>
    /// <param name="lines">One line at least; a line with nothing to read gets the scores of an empty bag.</param>
    /// <returns>Runs the graph on them and gives the scores, one row per line; valid until this is disposed, overwritten by the next run.</returns>
    public Func<ReadOnlyMemory<float>> Prepare(ReadOnlySpan<string> lines)
    {
        ArgumentOutOfRangeException.ThrowIfZero(lines.Length, nameof(lines));
        var (ids, symbols) = (new int[lines.Length][], new int[lines.Length][]);
        for (var line = 0; line < lines.Length; line++)
            (ids[line], symbols[line]) = Read(lines[line]);
        var counts = GC.AllocateArray<float>(lines.Length, pinned: true);
        for (var line = 0; line < lines.Length; line++)
            counts[line] = Math.Max(1, ids[line].Length);
        return Bind(Padded(ids), Padded(symbols), counts);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var prepared in _prepared)
            prepared.Dispose();
        _run.Dispose();
        _inference.Dispose();
    }

    private static int[] Padded(int[][] rows)
    {
        var length = (Math.Max(1, rows.Max(row => row.Length)) + LengthStep - 1) / LengthStep * LengthStep;
        var padded = GC.AllocateArray<int>(rows.Length * length, pinned: true);
        for (var row = 0; row < rows.Length; row++)
            rows[row].CopyTo(padded.AsSpan(row * length));
        return padded;
    }

    private Func<ReadOnlyMemory<float>> Bind(int[] places, int[] symbols, float[] counts)
    {
        var (tensors, binding) = (new OrtTensors(), _inference.CreateIoBinding());
        _prepared.AddRange([binding, tensors]);
        var scores = GC.AllocateArray<float>(counts.Length * _labelCount, pinned: true);
        binding.BindInput(TextSession.Ids, tensors.Over(places.AsMemory(), counts.Length, places.Length / counts.Length));
        binding.BindInput(TextSession.Counts, tensors.Over(counts.AsMemory(), counts.Length, 1));
        binding.BindInput(TextSession.Symbols, tensors.Over(symbols.AsMemory(), counts.Length, symbols.Length / counts.Length));
        binding.BindOutput(TextSession.Scores, tensors.Over(scores.AsMemory(), counts.Length, _labelCount));
        binding.BindOutput(TextSession.French, tensors.Over(GC.AllocateArray<float>(counts.Length, pinned: true).AsMemory(), counts.Length, 1));
        return () =>
        {
            _inference.RunWithBinding(_run, binding);
            return scores;
        };
    }

    private (int[] Ids, int[] Symbols) Read(string line)
    {
        var (matches, ids, symbols) = (new List<RuleMatch>(), new int[FeatureReader.MaxIds], new byte[CharacterSymbols.MaxLength]);
        _rules.Scan(line, matches);
        var count = _reader.Read(line, CollectionsMarshal.AsSpan(matches), ids, out _);
        return (ids[..count], [.. symbols[..CharacterSymbols.Read(_reader.Folded, symbols)]]);
    }
}
