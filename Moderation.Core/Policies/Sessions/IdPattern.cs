using System.Globalization;

namespace Moderation.Core.Policies.Sessions;

/// <summary>An id in which <c>{n}</c> stands for the number of the repetition.</summary>
/// <param name="Text">The text as written.</param>
internal readonly record struct IdPattern(string Text)
{
    /// <summary>The id in one repetition, counted from 1.</summary>
    public string For(int repetition) => Text.Replace("{n}", repetition.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
