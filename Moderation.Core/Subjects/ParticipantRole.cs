using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Subjects;

/// <summary>Why a person is on screen.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ParticipantRole>))]
public enum ParticipantRole
{
    /// <summary>Whose live it is.</summary>
    Host,

    /// <summary>Was let in by the host.</summary>
    Guest,

    /// <summary>The other side of a match.</summary>
    Opponent,
}
