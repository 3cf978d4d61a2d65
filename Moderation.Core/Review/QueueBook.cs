using Moderation.Core.Access;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>All queues, in the order in which cases are offered to them: the first that takes a case has it.</summary>
public sealed class QueueBook
{
    private const int MostQueues = 50;
    private const int MostIntakes = 50;
    private const int MostWords = 200;
    private static readonly string[] Truths = ["true", "false"];
    private static readonly string[] Needs = [WireWord.From(Permission.ChildSafety), WireWord.From(Permission.SeniorReview)];

    private QueueBook(IReadOnlyList<QueueRule> queues) => Queues = queues;

    /// <summary>The queues.</summary>
    public IReadOnlyList<QueueRule> Queues { get; }

    /// <summary>Reads the queues out of YAML.</summary>
    /// <remarks>Errors: <see cref="SheetException"/> with every fault found, each with its line and column.</remarks>
    /// <param name="yaml">The text.</param>
    public static QueueBook FromYaml(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var faults = new SheetFaults();
        var root = new SheetFields(SheetText.Read(yaml, json: false), "the file of queues", faults, "queues");
        var items = root.Items("queues", MostQueues, required: true) ?? [];
        var queues = items.Select(item => ReadQueue(item, faults)).OfType<QueueRule>().ToList();
        for (var i = 0; i < queues.Count; i++)
        {
            if (queues.FindIndex(queue => queue.Name == queues[i].Name) < i)
                faults.Add(items[i], $"there are two queues '{queues[i].Name}'");
            if (i < queues.Count - 1 && queues[i].Takes.Count == 0)
                faults.Add(items[i], $"'{queues[i].Name}' takes everything, so no queue after it gets a case; give it 'takes', or put it last");
        }

        if (root.Find("queues") is SheetList { Items.Count: 0 } empty)
            faults.Add(empty, "there must be a queue");
        if (items.Count > 0 && queues.Count == items.Count && queues[^1].Takes.Count > 0)
            faults.Add(items[^1], $"the last queue has no 'takes', so that no case is without a queue; '{queues[^1].Name}' has");
        faults.ThrowIfAny();
        return new QueueBook(queues);
    }

    /// <summary>How soon a case of a queue must be looked at. A queue that is not in the book any more has the last one's times.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="urgency">How soon a human must look, as the policy says.</param>
    public TimeSpan Within(string queue, ReportPriority urgency) => (Queues.FirstOrDefault(rule => rule.Name == queue) ?? Queues[^1]).Within[urgency];

    /// <summary>The queue of a case that looks again at a decided one. What not everybody may see stays where it was.</summary>
    /// <param name="decided">Queue of the decided case.</param>
    /// <param name="what">What is known of the new one.</param>
    public QueueRule RouteAgain(string decided, RoutedCase what) =>
        Queues.FirstOrDefault(rule => rule.Name == decided && rule.Needs is not null) ?? Route(what);

    /// <summary>The queue of a case.</summary>
    /// <param name="what">What is known when the case is opened.</param>
    public QueueRule Route(RoutedCase what)
    {
        ArgumentNullException.ThrowIfNull(what);
        return Queues.First(queue => queue.Fits(what));
    }

    private static QueueRule? ReadQueue(SheetNode node, SheetFaults faults)
    {
        var fields = new SheetFields(node, "a queue", faults, "queue", "title", "takes", "within", "needs", "second_review", "jumps", "escalate_when_due");
        var (name, title) = (fields.Text("queue", 60, required: true), fields.Text("title", 100, required: true));
        if (name is not null && !TextId.IsValid(name))
            faults.Add(fields.Find("queue")!, "a queue's name has letters, digits and - _ . only");
        var takes = (fields.Items("takes", MostIntakes) ?? []).Select(item => ReadIntake(item, faults)).ToList();
        if (fields.Find("takes") is { } said && takes.Count == 0)
            faults.Add(said, "'takes' without entries would take nothing; leave it out to take everything");
        var within = fields.Require("within") is { } times ? ReadWithin(times, faults) : null;
        var again = fields.Share("second_review", value => value is >= 0 and <= 1, "from 0 to 1") ?? 0;
        var needs = fields.Word("needs", Needs);
        var (jumps, escalate) = (fields.Word("jumps", Truths) == "true", fields.Word("escalate_when_due", Truths) == "true");
        return name is null || title is null || within is null
            ? null
            : new QueueRule { Name = name, Title = title, Takes = takes, Within = within, SecondReview = again, Needs = needs is null ? null : WireWord.Parse<Permission>(needs), Jumps = jumps, EscalateWhenDue = escalate };
    }

    private static QueueIntake ReadIntake(SheetNode node, SheetFaults faults)
    {
        var fields = new SheetFields(node, "an entry of 'takes'", faults, "kinds", "policies", "urgencies", "flags", "trusted");
        return new QueueIntake
        {
            Kinds = [.. Words(fields, "kinds", WireWord.All<CaseKind>()).Select(WireWord.Parse<CaseKind>)],
            Policies = Words(fields, "policies", null),
            Urgencies = [.. Words(fields, "urgencies", WireWord.All<ReportPriority>()).Select(WireWord.Parse<ReportPriority>)],
            Flags = Words(fields, "flags", null),
            Trusted = fields.Word("trusted", Truths) is { } trusted ? trusted == "true" : null,
        };
    }

    private static List<string> Words(SheetFields fields, string key, IReadOnlyList<string>? known)
    {
        var words = new List<string>();
        foreach (var item in fields.Items(key, MostWords) ?? [])
        {
            if (item is not SheetScalar { Text.Length: > 0 } scalar)
                fields.Faults.Add(item, $"an entry of '{key}' is a word; this is {item.Kind}");
            else if (known is not null && !known.Contains(scalar.Text))
                fields.Faults.Add(item, $"'{key}' knows no '{scalar.Text}'; one of {string.Join(", ", known)} was due");
            else
                words.Add(scalar.Text);
        }

        return words;
    }

    private static Dictionary<ReportPriority, TimeSpan>? ReadWithin(SheetNode node, SheetFaults faults)
    {
        var fields = new SheetFields(node, "'within'", faults, [.. WireWord.All<ReportPriority>()]);
        var within = new Dictionary<ReportPriority, TimeSpan>();
        foreach (var word in WireWord.All<ReportPriority>())
        {
            if (fields.Duration(word, required: true) is { } time)
                within[WireWord.Parse<ReportPriority>(word)] = time;
        }

        return within.Count == WireWord.All<ReportPriority>().Count ? within : null;
    }
}
