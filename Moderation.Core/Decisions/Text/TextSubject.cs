using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>In what role a subject is looked at. One person can have several, each with its own evidence.</summary>
internal enum TextRole
{
    /// <summary>Writes in the chat, and is not on screen.</summary>
    Author,

    /// <summary>Is on screen, and speaks or writes.</summary>
    Speaker,

    /// <summary>Is spoken to.</summary>
    Addressee,

    /// <summary>One speaks to another.</summary>
    Pair,

    /// <summary>The live as a whole.</summary>
    Live,
}

/// <summary>One subject of text evidence: whom it is, what was read, which episodes are open.</summary>
internal sealed class TextSubject
{
    private readonly Func<SubjectRef> _whom;
    private readonly IReadOnlyList<BoundTextPolicy> _policies;
    private readonly DateTimeOffset?[] _openSince;

    public TextSubject(TextRole role, Func<SubjectRef> whom, TextRules rules)
    {
        Role = role;
        _whom = whom;
        _policies = rules.For(role);
        _openSince = new DateTimeOffset?[_policies.Count];
        Evidence = new TextEvidence(rules.Evidence);
        Conversation = role == TextRole.Pair ? new Conversation(rules.Evidence) : null;
        Ordinary = role == TextRole.Live ? new OrdinaryShare(rules.Evidence) : null;
    }

    public TextRole Role { get; }

    public SubjectRef Whom => _whom();

    public TextEvidence Evidence { get; }

    /// <summary>Of a pair only.</summary>
    public Conversation? Conversation { get; }

    /// <summary>Of the live only.</summary>
    public OrdinaryShare? Ordinary { get; }

    /// <summary>Takes a line that is flagged or carries a cue, brings the episodes up to it, and writes what follows.</summary>
    public void Take(in LineReading line, TextReporter reporter)
    {
        // Time has passed since the last line: what it let fall must end before this line, which would hide the fall.
        Advance(reporter, mayOpen: false);
        Evidence.Add(line);
        Conversation?.Add(line);
        Advance(reporter, mayOpen: true);
    }

    private void Advance(TextReporter reporter, bool mayOpen)
    {
        for (var i = 0; i < _policies.Count; i++)
        {
            if (_openSince[i] is null && !mayOpen)
                continue;
            var standing = _policies[i].Policy.Evaluate(this, reporter.Now);
            if (standing == RungStanding.Below)
            {
                _openSince[i] = null;
            }
            else if (_openSince[i] is null && standing == RungStanding.Reached)
            {
                _openSince[i] = reporter.Now;
                reporter.Report(this, _policies[i]);
            }
        }
    }
}
