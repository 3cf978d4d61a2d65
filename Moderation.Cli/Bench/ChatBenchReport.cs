using System.Globalization;
using System.Text.Json;

namespace Moderation.Cli.Bench;

/// <summary>One round of each, one after the other.</summary>
internal sealed record ChatRounds(TextRound Bare, TextRound Scorer, RoundResult Worker)
{
    public double Ratio => Scorer.LinesPerSecond / Bare.LinesPerSecond;
}

/// <summary>What one side reached on one core.</summary>
internal sealed record ChatSide(double LinesPerSecondAndCore, double MedianLinesPerSecondAndCore, double BytesAllocatedPerLine);

/// <summary>What the yardstick reached on one core.</summary>
internal sealed record TransformerSide(int Tokens, int Batch, double LinesPerSecondAndCore);

/// <summary>The result of <c>moderation bench chat</c>. Best of the rounds, because other work on the machine only ever takes away.</summary>
internal sealed record ChatBenchReport
{
    /// <summary>The promise: lines per second and core from raw text to scores.</summary>
    public const double RateGoal = 150_000;

    /// <summary>The promise: what that is of the bare session.</summary>
    public const double RatioGoal = 0.9;

    public required int Cores { get; init; }

    /// <summary>The machine's load before and after, mean runnable threads of a minute.</summary>
    public required IReadOnlyList<double?> Load { get; init; }

    public required int DistinctLines { get; init; }

    public required double CharactersPerLine { get; init; }

    public required ChatSide Bare { get; init; }

    public required ChatSide Scorer { get; init; }

    /// <summary>The whole Worker, by the processor time of its process.</summary>
    public required ChatSide Worker { get; init; }

    /// <summary>The whole Worker's lines per second as they went by, with broker, feeder and reader on the same cores.</summary>
    public required double WorkerLinesPerSecond { get; init; }

    /// <summary>Best scorer round over best bare round.</summary>
    public required double Ratio { get; init; }

    public required IReadOnlyList<double> Ratios { get; init; }

    public required IReadOnlyList<TransformerSide> Transformer { get; init; }

    public double LinesGoal { get; } = RateGoal;

    public double ShareGoal { get; } = RatioGoal;

    public bool GoalReached => Scorer.LinesPerSecondAndCore >= RateGoal && Ratio >= RatioGoal;

    public static ChatBenchReport Of(
        IReadOnlyList<string> lines, IReadOnlyList<ChatRounds> rounds, IReadOnlyList<TransformerSide> transformer, IReadOnlyList<double?> load)
    {
        var (bare, scorer) = (Side([.. rounds.Select(r => r.Bare)]), Side([.. rounds.Select(r => r.Scorer)]));
        var worker = rounds.Select(r => r.Worker.Frames / r.Worker.CpuSeconds).ToList();
        return new ChatBenchReport
        {
            Cores = Environment.ProcessorCount,
            Load = load,
            DistinctLines = lines.Count,
            CharactersPerLine = Math.Round(lines.Average(line => line.Length), 1),
            Bare = bare,
            Scorer = scorer,
            Worker = new ChatSide(
                Math.Round(worker.Max()),
                Math.Round(FramesBenchReport.Median(worker)),
                Math.Round((double)rounds.Sum(r => r.Worker.AllocatedBytes) / rounds.Sum(r => r.Worker.Frames))),
            WorkerLinesPerSecond = Math.Round(rounds.Max(r => r.Worker.Frames / r.Worker.Seconds)),
            Ratio = Math.Round(scorer.LinesPerSecondAndCore / bare.LinesPerSecondAndCore, 3),
            Ratios = [.. rounds.Select(r => Math.Round(r.Ratio, 3))],
            Transformer = transformer,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, BenchJson.Default.ChatBenchReport);

    public string Explain() => string.Create(CultureInfo.InvariantCulture,
        $"""
        bench: bare session, ids ready   {Bare.LinesPerSecondAndCore:N0} lines/s and core (median {Bare.MedianLinesPerSecondAndCore:N0})
        bench: raw text to scores        {Scorer.LinesPerSecondAndCore:N0} lines/s and core (median {Scorer.MedianLinesPerSecondAndCore:N0}), {Scorer.BytesAllocatedPerLine:0} bytes allocated a line
        bench: whole Worker              {Worker.LinesPerSecondAndCore:N0} lines/s and core of its own ({WorkerLinesPerSecond:N0} went by), {Worker.BytesAllocatedPerLine:0} bytes allocated a line
        {string.Join('\n', Transformer.Select(Explain))}
        bench: raw text reaches {Ratio:0.000} of the bare session, goals {RateGoal:N0} lines/s and {RatioGoal:0.00}: {(GoalReached ? "reached" : "missed")}; machine load {string.Join(", ", Load)}
        """);

    private static string Explain(TransformerSide side) => string.Create(CultureInfo.InvariantCulture,
        $"bench: BERT-base, random weights {side.LinesPerSecondAndCore:0.0} lines/s and core ({side.Tokens} tokens, batches of {side.Batch})");

    private static ChatSide Side(IReadOnlyList<TextRound> rounds) => new(
        Math.Round(rounds.Max(r => r.LinesPerSecond)),
        Math.Round(FramesBenchReport.Median(rounds.Select(r => r.LinesPerSecond))),
        Math.Round((double)rounds.Sum(r => r.AllocatedBytes) / rounds.Sum(r => r.Lines), 1));
}
