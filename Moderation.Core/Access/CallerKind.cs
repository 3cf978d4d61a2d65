using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Access;

/// <summary>Who asks: somebody, or something.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<CallerKind>))]
public enum CallerKind
{
    /// <summary>A person.</summary>
    Person,

    /// <summary>A program.</summary>
    Service,
}
