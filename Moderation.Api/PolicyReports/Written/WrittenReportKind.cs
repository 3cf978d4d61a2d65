using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Written;

/// <summary>What time a written report is about.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<WrittenReportKind>))]
public enum WrittenReportKind
{
    /// <summary>One day, in UTC.</summary>
    Daily,

    /// <summary>Monday to Sunday, in UTC.</summary>
    Weekly,
}
