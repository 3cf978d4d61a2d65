using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Decisions;

internal readonly record struct LiveOutcome(IReadOnlyList<ReportRecord> Reports, IReadOnlyList<ActionRecord> Actions, bool StateChanged, string Fate);

internal interface ILiveDecider
{
    bool HasEnded { get; }

    LiveOutcome Apply(SignalRecord signal, RecordRef at);

    LiveStateRecord Snapshot();
}
