using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>What a group of figures is about.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<FigureTheme>))]
public enum FigureTheme
{
    /// <summary>How much there was, and how fast it went.</summary>
    Volume,

    /// <summary>What reviewers made of it, and wrongful orders against their budgets.</summary>
    Outcomes,

    /// <summary>How well reviewers agree, and how often flaggers are right.</summary>
    Reviewers,

    /// <summary>Gifts that were held, released and refunded.</summary>
    Money,

    /// <summary>Whether beliefs are right as often as they say, and whether scores have moved.</summary>
    Models,

    /// <summary>Whether errors or actions depend on what they must not depend on.</summary>
    Fairness,

    /// <summary>What the Digital Services Act asks to be told.</summary>
    Transparency,
}

/// <summary>Reads the figures of one theme.</summary>
internal interface IFigureReader
{
    FigureTheme Theme { get; }

    Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, CancellationToken token);
}
