using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Review.Notices;

/// <summary>Languages that notices are written in; the words are their BCP 47 tags.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<NoticeLanguage>))]
public enum NoticeLanguage
{
    /// <summary>English.</summary>
    En,

    /// <summary>French.</summary>
    Fr,
}
