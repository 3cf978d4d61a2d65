using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>What a script has brought about so far: who is on screen, which gifts were given, and the log that this makes.</summary>
/// <param name="ageModel">Name of the model that the belief is fitted for.</param>
internal sealed class SessionStage(string ageModel)
{
    /// <summary>When every session begins. A fixed time, because nothing may depend on the day on which a test runs.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The live of every session.</summary>
    public static readonly LiveId Live = LiveId.Parse("session");

    private readonly Dictionary<string, StagePerson> _people = new(StringComparer.Ordinal);
    private readonly List<SessionStep> _steps = [];
    private readonly List<FaceSignal> _faces = [];
    private readonly List<SheetFault> _faults = [];
    private Moment? _frame;
    private bool _frameScored = true;
    private long _frames;
    private long _lines;

    public IReadOnlyList<SessionStep> Steps => _steps;

    public IReadOnlyList<SheetFault> Faults => _faults;

    /// <summary>Everybody whom the script has named so far.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, GiftRecord> Gifts { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Lines { get; } = new(StringComparer.Ordinal);

    public string? Match { get; set; }

    public IReadOnlyCollection<string> People => _people.Keys;

    public void Fault(Moment at, string says) => _faults.Add(new SheetFault(at.Place.Line, at.Place.Column, $"at {SessionTime.Text(at.Time)}: {says}"));

    public void Join(string id, StagePerson person)
    {
        _people[id] = person;
        Names.Add(id);
        if (person.User is { } user)
            Names.Add(user.Value);
    }

    /// <summary>The person of a name; null, and a fault, where nobody of that name has joined yet.</summary>
    public StagePerson? Person(string id, Moment at)
    {
        if (_people.TryGetValue(id, out var person))
            return person;
        Fault(at, $"nobody called '{id}' has joined{NearestWord.Hint(id, _people.Keys)}");
        return null;
    }

    /// <summary>The account of a name: that of the person on screen who is called so, else the account itself.</summary>
    public UserId User(string name)
    {
        Names.Add(name);
        var user = _people.TryGetValue(name, out var person) && person.User is { } known ? known : UserId.Parse(name);
        Names.Add(user.Value);
        return user;
    }

    public void Add(SignalRecord signal) => _steps.Add(new SessionStep(signal, null));

    public void Add(PendingVerdict verdict) => _steps.Add(new SessionStep(null, verdict));

    public static DateTimeOffset Clock(Moment at) => Start + at.Time;

    public RecordRef NextLine() => new(TopicNames.Chat, 0, _lines++);

    /// <summary>Shows a face in the frame of this time; all faces of one time are in one frame, because one camera picture has one time.</summary>
    public void Show(Moment at, FaceSignal? face, bool scored = true)
    {
        if (_frame is { } open && open.Time != at.Time)
            EndFrame();
        _frame ??= at;
        _frameScored &= scored;
        if (face is not null)
            _faces.Add(face);
    }

    /// <summary>Puts the frame of a time that is over into the log.</summary>
    /// <param name="now">The time that comes next; null at the end.</param>
    public void EndFrame(TimeSpan? now = null)
    {
        if (_frame is not { } at || at.Time == now)
            return;
        Add(new FrameSignal
        {
            V = WireVersion.Current,
            LiveId = Live,
            At = Clock(at),
            SampleId = DerivedId.From<SampleId>("smp", Live.Value, at.Id("frame")),
            Frame = new RecordRef(TopicNames.Frames, 0, _frames++),
            NotScored = _frameScored ? null : NotScoredReason.ModelFailed,
            WidthPx = _frameScored ? 720 : 0,
            HeightPx = _frameScored ? 1280 : 0,
            Models = _frameScored ? [new ModelRef(ageModel, "0000000000000000")] : [],
            Faces = _frameScored ? [.. _faces] : [],
        });
        _faces.Clear();
        (_frame, _frameScored) = (null, true);
    }
}

/// <summary>Somebody on screen.</summary>
/// <param name="Role">Why.</param>
/// <param name="Tile">Where.</param>
/// <param name="User">The account; null where the platform does not tell.</param>
internal sealed record StagePerson(ParticipantRole Role, NormalizedBox Tile, UserId? User);

/// <summary>One entry of a session's log: a signal, or a verdict on a report that the run itself will raise.</summary>
internal readonly record struct SessionStep(SignalRecord? Signal, PendingVerdict? Verdict);

/// <summary>A verdict whose report is known only when the session runs.</summary>
/// <param name="At">When, and where it stands in the sheet.</param>
/// <param name="Rung">Rung that raised the report.</param>
/// <param name="About">Whom the report is about; null is anybody.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Reviewer">Who gives it.</param>
internal sealed record PendingVerdict(Moment At, string Rung, string? About, VerdictKind Kind, string Reviewer);
