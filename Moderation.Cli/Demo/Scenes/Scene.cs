using Moderation.Cli.Demo.Chat;
using Moderation.Cli.Demo.Gifts;
using Moderation.Core.Subjects;

namespace Moderation.Cli.Demo.Scenes;

/// <summary>Size and length of every clip.</summary>
internal sealed record ClipShape(int Seconds, int Fps, int WidthPx, int HeightPx)
{
    public static ClipShape Default { get; } = new(24, 8, 640, 360);

    public int FrameCount => Seconds * Fps;
}

/// <summary>Where the face is in a portrait: its centre and its height, as shares of the picture.</summary>
internal readonly record struct FacePlace(double CentreLeft, double CentreTop, double Height)
{
    /// <summary>Fits an ordinary head-and-shoulders portrait.</summary>
    public static FacePlace Portrait { get; } = new(0.5, 0.42, 0.45);
}

/// <summary>A still picture that a person in a scene is played from.</summary>
internal sealed record Portrait(string Path, FacePlace Face);

/// <summary>Where a person is on screen from one second of the clip on.</summary>
internal sealed record TilePhase(int FromSecond, NormalizedBox Box);

/// <summary>A gift that covers the face during the last seconds of every period.</summary>
internal sealed record Cover(int EverySeconds, int ForSeconds)
{
    public bool Covers(double clipSecond) => clipSecond % EverySeconds >= EverySeconds - ForSeconds;
}

/// <summary>One person of a scene.</summary>
internal sealed record SceneParticipant
{
    public required ParticipantId Id { get; init; }

    public required ParticipantRole Role { get; init; }

    public required Portrait Portrait { get; init; }

    /// <summary>In order of time; the first one is when the person comes on screen.</summary>
    public required IReadOnlyList<TilePhase> Tiles { get; init; }

    public Cover? Cover { get; init; }

    /// <summary>Whether the platform says that a face-altering filter is on.</summary>
    public bool IsFiltered { get; init; }

    /// <summary>The tile at one second of the clip; null while the person is not on screen.</summary>
    public NormalizedBox? TileAt(double clipSecond) => Tiles.LastOrDefault(phase => phase.FromSecond <= clipSecond)?.Box;
}

/// <summary>A match that the live takes part in.</summary>
/// <param name="Id">The platform's id of it.</param>
/// <param name="FromSecond">Second since the live began at which it begins.</param>
/// <param name="ToSecond">When it ends; null goes on.</param>
internal sealed record SceneMatch(string Id, int FromSecond, int? ToSecond)
{
    public bool IsOnAt(double second) => second >= FromSecond && (ToSecond is not { } end || second < end);
}

/// <summary>One live that the demo plays.</summary>
internal sealed record Scene
{
    public required string Name { get; init; }

    /// <summary>One line for people: what can be seen.</summary>
    public required string Shows { get; init; }

    /// <summary>The clip plays to its end and then goes on from here, so that what came before happens once.</summary>
    public int LoopFromSecond { get; init; }

    public required IReadOnlyList<SceneParticipant> Participants { get; init; }

    /// <summary>What is said in it; null where nobody says anything.</summary>
    public ChatScript? Chat { get; init; }

    /// <summary>What is given and flagged in it; null where nobody does.</summary>
    public GiftScript? Gifts { get; init; }

    /// <summary>The match that is on in it, if any.</summary>
    public SceneMatch? Match { get; init; }

    /// <summary>ISO code of the country whose rules hold; null where the platform does not tell.</summary>
    public string? Country { get; init; }
}

/// <summary>All that the demo can play.</summary>
internal sealed record SceneBook(ClipShape Shape, IReadOnlyList<Scene> Scenes);
