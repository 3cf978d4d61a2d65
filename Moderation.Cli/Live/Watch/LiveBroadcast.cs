using Moderation.Cli.Demo.Play;
using Moderation.Cli.Live.Publish;

namespace Moderation.Cli.Live.Watch;

/// <summary>One live of the demo: what is published, and when which frame was.</summary>
internal sealed record LiveBroadcast(DemoLive Live, FrameClock Clock);
