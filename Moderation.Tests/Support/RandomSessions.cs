using System.Globalization;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Writes scripts by lot: every kind of happening, in times in which something is wrong and others in which nothing is.</summary>
internal sealed class RandomSessions(Random random)
{
    private const int Length = 600;
    private static readonly string[] Countries = ["country: FR", "country: DE", "country: US", ""];
    private static readonly string[] Reasons = ["minor", "other", "begging"];
    private static readonly string[] Labels = [.. WireWord.All<TextLabel>()];
    private static readonly string[] Cues = [.. WireWord.All<TextRule>()];
    private readonly List<string> _lines = [];
    private readonly List<string> _people = ["host"];
    private int _gifts;

    /// <summary>The log that a script makes; verdicts stay open until the log is read.</summary>
    public static IReadOnlyList<SessionStep> Log(Random random, string ageModel)
    {
        var faults = new List<SheetFault>();
        var yaml = new RandomSessions(random).Write();
        var script = SessionScript.Read(SheetText.Read(yaml, json: false), faults);
        Assert.True(faults.Count == 0, $"{string.Join('\n', faults)}\n{yaml}");
        return script!.Play(ageModel).Steps;
    }

    private string Write()
    {
        Say($"at: 0s, live: starts, {Pick(Countries)}");
        Say($"at: 0s, joins: host, tile: left, user: {(random.Next(5) == 0 ? "unknown" : "u-host")}");
        if (random.Next(2) == 0)
            Join("guest", random.Next(60));
        if (random.Next(3) == 0)
            Join("opponent", random.Next(60));
        foreach (var who in _people.ToList())
            Say($"{Every(1, 60)}, face: {who}, reads: [{random.Next(4, 40)}, {random.Next(4, 40)}]");
        for (var i = random.Next(8, 18); i > 0; i--)
            Anything();
        if (random.Next(3) == 0)
            Say($"at: {random.Next(Length / 2, Length)}s, live: ends");
        return string.Join('\n', _lines);
    }

    private void Anything()
    {
        switch (random.Next(15))
        {
            case 0 or 1:
                Say($"{Every(1, 4)}, face: {Pick(_people)}, reads: {random.Next(4, 45)}");
                break;
            case 2:
                Say($"{Every(1, 5)}, face: {Pick(_people)}, quality: poor");
                break;
            case 3 or 4 or 5:
                Say($"{Every(1, 12)}, line: {{ by: {(random.Next(3) == 0 ? "host" : $"u-{random.Next(6)}")}{To()}, source: {Pick(["chat", "caption"])}, {What()}, account_days: {random.Next(40)} }}");
                break;
            case 6:
                Say($"{Every(1, 8)}, line: {{ by: \"new-{{n}}\"{To()}, {What()}, account_days: 1 }}");
                break;
            case 7:
                Say($"{Every(1, 9)}, line: {{ by: \"u-{{n}}\" }}");
                break;
            case 8 or 9:
                var id = ++_gifts;
                Say($"{Every(2, 20)}, gift: {{ id: \"g-{id}-{{n}}\", from: u-{random.Next(6)}, to: {Pick(_people)}, coins: {Pick([5, 50, 800])}, amount: {random.Next(1, 90)}.50 EUR, stored: {Truth()}, third_party: {Truth()} }}");
                Say($"at: {Length}s, {Pick(["refunds", "charges_back"])}: g-{id}-1");
                break;
            case 10:
                Say($"{Every(3, 30)}, flag: {{ by: \"u-{{n}}\", about: {Pick(["live", "host"])}, reason: {Pick(Reasons)}, trusted: {Truth()} }}");
                break;
            case 11:
                Say($"at: {random.Next(Length)}s, standing: {{ user: {Pick(["host", "u-1", "u-2", "u-3"])}, strikes: {random.Next(4)}, age_assurance: {Pick([.. WireWord.All<AgeAssurance>()])}, spending: {{ days: {random.Next(1, 40)}, usual_coins: {random.Next(1, 300)} }}, returned_share: 0.{random.Next(10)}, ring_accounts: {random.Next(6)}, sent_coins: {random.Next(90_000)}, refunds: [{{ receiver: u-host, ago: {random.Next(1, 90)}h, coins: 50 }}]{(random.Next(4) == 0 ? ", exempt: [minors.host]" : "")} }}");
                break;
            case 12:
                var on = random.Next(Length);
                Say($"at: {on}s, {Pick(["covers", "filter_on"])}: host");
                Say($"at: {on + random.Next(60)}s, {Pick(["uncovers", "filter_off"])}: host, viewers: {random.Next(5000)}");
                break;
            case 13:
                var starts = random.Next(Length / 2);
                Say($"at: {starts}s, match: starts");
                Say($"at: {starts + random.Next(200)}s, match: ends");
                break;
            default:
                for (var at = random.Next(Length); at < Length; at += random.Next(40, 300))
                    Say($"at: {at}s, verdict: {Pick([.. WireWord.All<VerdictKind>()])}, on: any, by: r-{random.Next(3)}");
                break;
        }
    }

    private void Join(string who, int at)
    {
        _people.Add(who);
        Say($"at: {at}s, joins: {who}, tile: right");
        if (random.Next(3) == 0)
            Say($"at: {random.Next(300, Length)}s, leaves: {who}");
    }

    private string What() => $"labels: [{Pick(Labels)}, {Pick(Labels)}], score: 0.{random.Next(4, 10)}, rules: [{(random.Next(2) == 0 ? Pick(Cues) : "")}]";

    private string To() => random.Next(2) == 0 ? "" : $", to: {Pick(["host", "u-1", "u-2"])}";

    private string Every(int least, int most)
    {
        // nobody is on screen before they joined, which is in the first minute
        var from = 60 + random.Next(Length - 60);
        return string.Create(CultureInfo.InvariantCulture, $"from: {from}s, to: {Math.Min(Length, from + random.Next(5, 240))}s, every: {random.Next(least, most)}s");
    }

    private string Truth() => random.Next(2) == 0 ? "true" : "false";

    private T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private void Say(string happening) => _lines.Add($"- {{ {happening} }}".Replace(", }", " }", StringComparison.Ordinal));
}
