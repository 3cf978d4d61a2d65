using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>One subject of a live: the evidence about it, and how the policies stand to it.</summary>
internal sealed class Subject(LiveRoom room, SubjectKind kind, Participant? person = null, UserId? user = null, UserId? other = null) : IFactSource
{
    private BoundPolicy[] _policies = [];
    private SheetState?[] _states = [];

    public SubjectKind Kind { get; } = kind;

    /// <summary>Of a participant only.</summary>
    public Participant? Person { get; } = person;

    /// <summary>The account: of the participant where the platform tells, of the author or gifter, or of who speaks in a pair.</summary>
    public UserId? User => Person is not null ? Person.UserId : user;

    /// <summary>The account that is spoken to in a pair; null where it is a host whose account is not told of.</summary>
    public UserId? Other { get; } = other;

    /// <summary>What the subject said; null before the first line. For the live, what anybody said.</summary>
    public TextEvidence? Said { get; set; }

    /// <summary>What was said to the subject; null before the first line.</summary>
    public TextEvidence? Heard { get; set; }

    /// <summary>Of a pair only.</summary>
    public Conversation? Conversation { get; set; } = kind == SubjectKind.Pair ? new Conversation(room.Rules.Text) : null;

    /// <summary>Of the live only.</summary>
    public OrdinaryShare? Ordinary { get; set; } = kind == SubjectKind.Live ? new OrdinaryShare(room.Rules.Text) : null;

    /// <summary>Gifts that a participant received, a gifter sent, or that were sent in the live; null before the first.</summary>
    public MoneyEvidence? Money { get; set; }

    /// <summary>Null before the first flag.</summary>
    public FlagEvidence? Flags { get; set; }

    /// <summary>When time alone can change something.</summary>
    public DateTimeOffset DueAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Whether the policies have looked at it since it is followed.</summary>
    public bool WasLookedAt { get; set; }

    /// <summary>Whether any policy knows anything of it.</summary>
    public bool HasStates => Array.Exists(_states, state => state is not null);

    public IEnumerable<(BoundPolicy Policy, SheetState State)> States
    {
        get
        {
            for (var i = 0; i < _states.Length; i++)
            {
                if (_states[i] is { } state)
                    yield return (_policies[i], state);
            }
        }
    }

    public double Read(in FactUse use, DateTimeOffset now) => SubjectFacts.Read(room, this, use, now);

    /// <summary>The versions that decide about it. Places of states follow them.</summary>
    public BoundPolicy[] Policies(PolicyView view)
    {
        var policies = view.For(Kind);
        if (!ReferenceEquals(policies, _policies))
            Adopt(policies);
        return policies;
    }

    public SheetState? State(int place) => place < _states.Length ? _states[place] : null;

    public SheetState Begin(int place, int rungCount)
    {
        if (_states.Length == 0)
            _states = new SheetState?[_policies.Length];
        return _states[place] ??= new SheetState(rungCount);
    }

    public void Drop(int place) => _states[place] = null;

    /// <summary>Puts a state back that was written down.</summary>
    public void Restore(int place, SheetState state)
    {
        if (_states.Length == 0)
            _states = new SheetState?[_policies.Length];
        _states[place] = state;
    }

    public SubjectRef Whom() => Kind switch
    {
        SubjectKind.Participant => SubjectRef.OfParticipant(Person!.Id, Person.Role ?? throw new InvalidOperationException("decisions need a subject who came on screen"), Person.UserId),
        SubjectKind.Author => SubjectRef.OfAuthor(user!.Value),
        SubjectKind.Gifter => SubjectRef.OfGifter(user!.Value),
        // A host whose account is not told of is still somebody's other side; then the report names the one account that is known.
        SubjectKind.Pair => Other is { } heard ? SubjectRef.OfPair(user!.Value, heard) : SubjectRef.OfAuthor(user!.Value),
        _ => SubjectRef.OfLive(),
    };

    /// <summary>Forgets the evidence and ends every episode: the live is over. Verdicts on what was decided may still come.</summary>
    public void End(DateTimeOffset now)
    {
        (Said, Heard, Money, Flags) = (null, null, null, null);
        Conversation = Kind == SubjectKind.Pair ? new Conversation(room.Rules.Text) : null;
        Ordinary = Kind == SubjectKind.Live ? new OrdinaryShare(room.Rules.Text) : null;
        (DueAt, WasLookedAt) = (DateTimeOffset.MaxValue, false);
        for (var i = 0; i < _states.Length; i++)
        {
            foreach (var rung in _states[i]?.Rungs ?? [])
                SheetEvaluator.Close(rung, now);
            if (_states[i] is { IsIdle: true })
                _states[i] = null;
        }
    }

    public string? NewestFlaggedMessage() => Said is { Kept.Count: > 0 } said ? said.Kept[^1].MessageId : null;

    private void Adopt(BoundPolicy[] policies)
    {
        var states = HasStates ? new SheetState?[policies.Length] : [];
        for (var i = 0; i < _states.Length; i++)
        {
            // A version that went takes what it knew along; its orders run out.
            if (_states[i] is { } state && Array.FindIndex(policies, policy => policy.Continues(_policies[i])) is >= 0 and var place)
                states[place] = state;
        }

        (_policies, _states) = (policies, states);
    }
}
