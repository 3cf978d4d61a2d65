using Moderation.Core.Evidence;
using Moderation.Core.Policies;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>What is known about one live as a whole: who is there, what is going on, and which policies decide.</summary>
internal sealed class LiveRoom
{
    private readonly LiveClock _clock = new();
    private PolicySet? _policies;

    public LiveRoom(LiveId liveId, DeciderRules rules)
    {
        (LiveId, Rules) = (liveId, rules);
        Roster = new Roster(this);
        Subjects = new SubjectBook(this);
        View = PolicyView.Of(PolicySet.Empty, rules, liveId, null);
    }

    public LiveId LiveId { get; }

    public DeciderRules Rules { get; }

    public LiveClock Clock => _clock;

    /// <summary>The live's clock; before the first entry it is nobody's time.</summary>
    public DateTimeOffset Now => _clock.Now ?? DateTimeOffset.MinValue;

    public Roster Roster { get; }

    public SubjectBook Subjects { get; }

    public SeenModels Models { get; } = new();

    public StandingBook Standing { get; set; } = new();

    public PolicyView View { get; private set; }

    /// <summary>Null while the platform has not told.</summary>
    public string? Country { get; private set; }

    public DateTimeOffset? StartedAt { get; set; }

    public int? Viewers { get; set; }

    public string? MatchId { get; set; }

    public DateTimeOffset? MatchSince { get; set; }

    /// <summary>Decides by a set of policies from now on; what is known by versions that stay goes on.</summary>
    public void Use(PolicySet policies)
    {
        if (ReferenceEquals(policies, _policies))
            return;
        _policies = policies;
        See(PolicyView.Of(policies, Rules, LiveId, Country));
    }

    public void LiesIn(string? country)
    {
        if (country is null || country == Country)
            return;
        Country = country;
        See(PolicyView.Of(_policies ?? PolicySet.Empty, Rules, LiveId, country));
    }

    public bool IsExempt(Subject subject, string policy) =>
        subject.User is { } user && Standing.Find(user) is { } standing && standing.ExemptUntil.TryGetValue(policy, out var until) && until > Now;

    /// <summary>How many people must confirm a rung's orders because the platform protects whom they are about, or the host whose whole live they touch; 0 where it does not.</summary>
    public int ConfirmationsOfProtected(Subject subject, CompiledRung rule) =>
        IsProtected(subject.User) || (TouchesLive(subject, rule) && IsProtected(Roster.Host()?.UserId)) ? ProtectionRule.People : 0;

    private static bool TouchesLive(Subject subject, CompiledRung rule)
    {
        var touches = subject.Kind == SubjectKind.Live;
        for (var i = 0; i < rule.Orders.Count; i++)
            touches |= ProtectionRule.TouchesLive(rule.Orders[i].Kind);
        return touches;
    }

    private bool IsProtected(UserId? user) => user is { } known && Standing.Find(known)?.Protected == true;

    // At once and for everybody: a version that went and came back must have forgotten the same of all, touched or not.
    private void See(PolicyView view)
    {
        if (ReferenceEquals(view, View))
            return;
        View = view;
        foreach (var subject in Subjects.All())
            subject.Policies(view);
    }

    /// <summary>The highest belief among the people on screen; not a number where none is known.</summary>
    public double HighestBelief()
    {
        var highest = double.NaN;
        foreach (var person in Roster.People)
        {
            if (person.Tile is not null && person.Leading?.Evidence.Under18 is { } belief && !(belief <= highest))
                highest = belief;
        }

        return highest;
    }

    public int PeopleOnScreen()
    {
        var count = 0;
        foreach (var person in Roster.People)
            count += person.Tile is not null ? 1 : 0;
        return count;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Clock.Now);
        writer.Write(Country);
        writer.Write(StartedAt);
        writer.Write((long)(Viewers ?? -1));
        writer.Write(MatchId);
        writer.Write(MatchSince);
        Models.Save(writer);
        Standing.Save(writer);
        writer.Write((long)Roster.People.Count);
        foreach (var person in Roster.People)
            person.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _clock.Restore(reader.ReadTimeOrNull());
        LiesIn(reader.ReadString());
        StartedAt = reader.ReadTimeOrNull();
        Viewers = reader.ReadLong() is >= 0 and var viewers ? (int)viewers : null;
        MatchId = reader.ReadString();
        MatchSince = reader.ReadTimeOrNull();
        Models.Load(reader);
        Standing = StandingBook.Restore(reader);
        for (var left = reader.ReadCount(); left > 0; left--)
            Roster.Restore(Participant.Load(reader, this));
    }

    /// <summary>Forgets the evidence about everybody; the live is over. What was decided stays known for the verdicts that may still come.</summary>
    public void Empty(DateTimeOffset at)
    {
        Roster.Empty(at);
        Subjects.End(at);
        (MatchId, MatchSince, Viewers) = (null, null, null);
    }
}
