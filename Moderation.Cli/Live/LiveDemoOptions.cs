namespace Moderation.Cli.Live;

/// <summary>What the user asked the live demo for.</summary>
/// <param name="For">How long lives are published; null is until Ctrl-C.</param>
/// <param name="Json">Whether the last line of the output is the summary as JSON.</param>
internal sealed record LiveDemoOptions(TimeSpan? For, bool Json);
