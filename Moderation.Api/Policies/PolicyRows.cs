using System.Text.Json;
using Moderation.Core.Wire;

namespace Moderation.Api.Policies;

/// <summary>One row of <c>policy</c>.</summary>
internal sealed record PolicyRow
{
    public string Name { get; init; } = "";

    public long Revision { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>One row of <c>policy_version</c>.</summary>
internal sealed record PolicyVersionRow
{
    public string Name { get; init; } = "";

    public int Version { get; init; }

    public string SheetHash { get; init; } = "";

    public string SheetYaml { get; init; } = "";

    public string SheetJson { get; init; } = "";

    public string CanonicalJson { get; init; } = "";

    public double? WrongfulAtMost { get; init; }

    public double? WrongfulConfidence { get; init; }

    public string State { get; init; } = "";

    public string Author { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? TestedAt { get; init; }

    public string? ApprovedBy { get; init; }

    public double? CanaryShare { get; init; }

    public bool HumanConfirmOnly { get; init; }

    public string? HumanConfirmReason { get; init; }

    public DateTimeOffset? HumanConfirmSince { get; init; }

    public DateTimeOffset? ReinstatedAt { get; init; }

    public int? Replaced { get; init; }

    /// <summary>The state as a stage.</summary>
    public PolicyStage Stage => WireWord.Parse<PolicyStage>(State);

    /// <summary>Whether it decides now.</summary>
    public bool Decides => Stage is PolicyStage.Shadow or PolicyStage.Canary or PolicyStage.Live;

    public PolicyVersionResponse ToResponse() => new()
    {
        Version = Version,
        SheetHash = SheetHash,
        State = Stage,
        Author = Author,
        CreatedAt = CreatedAt,
        TestedAt = TestedAt,
        ApprovedBy = ApprovedBy,
        CanaryShare = CanaryShare,
        HumanConfirm = HumanConfirmOnly && HumanConfirmReason is { } reason && HumanConfirmSince is { } since ? new HumanConfirmResponse(reason, since) : null,
        ReinstatedAt = ReinstatedAt,
        Replaced = Replaced,
        Links = new PolicyVersionLinks($"/v1/policies/{Name}/versions/{Version}", $"/v1/policies/{Name}"),
    };

    public PolicyVersionDetailResponse ToDetail()
    {
        using var json = JsonDocument.Parse(SheetJson);
        return new PolicyVersionDetailResponse { Version = ToResponse(), Yaml = SheetYaml, Json = json.RootElement.Clone() };
    }
}

/// <summary>One row of <c>policy_event</c>.</summary>
internal sealed record PolicyEventRow
{
    public long EventId { get; init; }

    public int Version { get; init; }

    public string Kind { get; init; } = "";

    public string Actor { get; init; } = "";

    public string? FromState { get; init; }

    public string? ToState { get; init; }

    public DateTimeOffset HappenedAt { get; init; }

    public string? Note { get; init; }

    public PolicyEventResponse ToResponse() => new(
        EventId, Version, WireWord.Parse<PolicyEventKind>(Kind), Actor,
        FromState is null ? null : WireWord.Parse<PolicyStage>(FromState),
        ToState is null ? null : WireWord.Parse<PolicyStage>(ToState),
        HappenedAt, Note);
}

/// <summary>Since when a version has been in its state.</summary>
internal sealed record StateSinceRow
{
    public string Name { get; init; } = "";

    public int Version { get; init; }

    public DateTimeOffset Since { get; init; }
}
