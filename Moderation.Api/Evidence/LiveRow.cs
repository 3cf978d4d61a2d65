using System.Text.Json;
using Moderation.Api.Http;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Evidence;

/// <summary>One row of <c>live</c>.</summary>
internal sealed record LiveRow
{
    public string LiveId { get; init; } = "";

    public string Status { get; init; } = "";

    public DateTimeOffset Clock { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public long? Viewers { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public long FramesScored { get; init; }

    public long FramesNotScored { get; init; }

    public long FacesOutsideTiles { get; init; }

    public long LinesScored { get; init; }

    public long LinesNotScored { get; init; }

    public string FlaggedRates { get; init; } = "";

    public string Participants { get; init; } = "";

    public string CoversTopic { get; init; } = "";

    public int CoversPartition { get; init; }

    public long CoversOffset { get; init; }

    public Cursor Cursor => new(OpenedAt, LiveId);

    public LiveResponse ToResponse() => new()
    {
        LiveId = Core.Subjects.LiveId.Parse(LiveId),
        Status = WireWord.Parse<LiveStatus>(Status),
        At = Clock,
        StartedAt = StartedAt,
        Viewers = Viewers,
        FramesScored = FramesScored,
        FramesNotScored = FramesNotScored,
        FacesOutsideTiles = FacesOutsideTiles,
        LinesScored = LinesScored,
        LinesNotScored = LinesNotScored,
        FlaggedRates = JsonSerializer.Deserialize(FlaggedRates, WireJson.Default.IReadOnlyListLabelRate) ?? [],
        Participants = JsonSerializer.Deserialize(Participants, WireJson.Default.IReadOnlyListParticipantState) ?? [],
        Covers = new RecordRef(CoversTopic, CoversPartition, CoversOffset),
        Links = new LiveLinks($"/v1/lives/{LiveId}", $"/v1/reports?liveId={LiveId}", $"/v1/actions?liveId={LiveId}"),
    };
}
