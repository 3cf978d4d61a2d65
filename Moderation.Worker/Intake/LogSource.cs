using System.Text.Json.Serialization.Metadata;
using Moderation.Core.Wire;

namespace Moderation.Worker.Intake;

/// <summary>A topic whose records are copied into the logs of their lives.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Group">Consumer group without its prefix.</param>
/// <param name="Activity">Name of the span of one copy.</param>
/// <param name="Type">How a record is read.</param>
/// <param name="ToSignal">The entry of the log that carries the record.</param>
internal sealed record LogSource<T>(string Topic, string Group, string Activity, JsonTypeInfo<T> Type, Func<T, SignalRecord> ToSignal)
    where T : class, IWireRecord;

/// <summary>The topics whose records are copied.</summary>
internal static class LogSources
{
    public static LogSource<SessionEventRecord> Sessions { get; } = new(
        TopicNames.Sessions,
        "scorer.sessions",
        "intake session",
        WireJson.Default.SessionEventRecord,
        session => new SessionSignal { V = WireVersion.Current, LiveId = session.LiveId, At = session.At, Event = session });

    public static LogSource<GiftRecord> Gifts { get; } = new(
        TopicNames.Gifts,
        "scorer.gifts",
        "intake gift",
        WireJson.Default.GiftRecord,
        gift => new GiftSignal { V = WireVersion.Current, LiveId = gift.LiveId, At = gift.At, Gift = gift });

    public static LogSource<FlagRecord> Flags { get; } = new(
        TopicNames.Flags,
        "scorer.flags",
        "intake flag",
        WireJson.Default.FlagRecord,
        flag => new FlagSignal { V = WireVersion.Current, LiveId = flag.LiveId, At = flag.At, Flag = flag });

    public static LogSource<VerdictRecord> Verdicts { get; } = new(
        TopicNames.Verdicts,
        "scorer.verdicts",
        "intake verdict",
        WireJson.Default.VerdictRecord,
        verdict => new VerdictSignal { V = WireVersion.Current, LiveId = verdict.LiveId, At = verdict.At, Verdict = verdict });
}
