using System.Text.Json.Serialization;
using Moderation.Api.Http;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Standing.Protection;

/// <summary>Why the platform protects somebody.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ProtectionKind>))]
public enum ProtectionKind
{
    /// <summary>An account of the platform's own staff.</summary>
    Staff,

    /// <summary>Verified news.</summary>
    VerifiedNews,

    /// <summary>Who warns people in an emergency.</summary>
    EmergencyBroadcast,

    /// <summary>An account that the platform tests with.</summary>
    TestAccount,
}

/// <summary>One row of <c>protected_subject</c>.</summary>
internal sealed record ProtectionRow
{
    public const string Columns = "user_id, kind, reason, added_by, added_at, until_at";

    public string UserId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Reason { get; init; } = "";

    public string AddedBy { get; init; } = "";

    public DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? UntilAt { get; init; }

    public Cursor Cursor => new(AddedAt, UserId);

    public ProtectionResponse ToResponse() => new()
    {
        UserId = Core.Subjects.UserId.Parse(UserId),
        Kind = WireWord.Parse<ProtectionKind>(Kind),
        Reason = Reason,
        AddedBy = AddedBy,
        AddedAt = AddedAt,
        Until = UntilAt,
    };
}

/// <summary>Somebody whom the platform protects.</summary>
public sealed record ProtectionResponse
{
    /// <summary>The account.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Why, in a word.</summary>
    public required ProtectionKind Kind { get; init; }

    /// <summary>Why, in somebody's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who said so.</summary>
    public required string AddedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Until when; null without end.</summary>
    public required DateTimeOffset? Until { get; init; }
}
