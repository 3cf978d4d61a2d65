using System.Globalization;
using Moderation.Cli.Demo.Scenes;
using Moderation.Core.Subjects;

namespace Moderation.Cli.Demo.Gifts;

/// <summary>Reads <c>demo/gifts/NAME.yaml</c>. Every fault names the file and the line.</summary>
internal static class GiftFile
{
    private const int LongestScriptSeconds = 600;
    private const int MostCoins = 1_000_000;
    private const int MostTimes = 1_000;
    private const string TheLive = "live";

    /// <param name="path">The file.</param>
    /// <param name="participants">Ids of the people on screen in its scene.</param>
    /// <exception cref="ToolException">The file says something that cannot be played.</exception>
    public static GiftScript Read(string path, IReadOnlyCollection<string> participants)
    {
        var map = YamlFields.Parse(File.ReadAllText(path), Path.GetFileName(path));
        int? again = map.Has("again") ? map.Whole("again", 1, LongestScriptSeconds) : null;
        var (known, strangers) = (Names(map, "viewers"), Names(map, "strangers"));
        IReadOnlyList<string> viewers = [.. known, .. strangers];
        if (viewers.FirstOrDefault(viewer => !TextId.IsValid(viewer) || participants.Contains(viewer)) is { } bad)
            throw map.Fault($"viewer {bad}: the name becomes part of an account's id (A-Z a-z 0-9 . _ : -), and belongs to nobody on screen");
        var reader = new Reader(again ?? LongestScriptSeconds, viewers, participants);
        var happenings = (map.Has("gifts") ? map.List("gifts") : []).SelectMany(reader.Gifts)
            .Concat((map.Has("flags") ? map.List("flags") : []).Select(reader.Flag))
            .OrderBy(happening => happening.AtSecond).ToList();
        var script = new GiftScript { Happenings = happenings, AgainSeconds = again, Strangers = strangers, Raises = Names(map, "raises") };
        map.RefuseOthers();
        return happenings.Count > 0 ? script : throw map.Fault("there is neither a gift nor a flag");
    }

    private static IReadOnlyList<string> Names(YamlFields map, string field) => map.Has(field) ? map.Texts(field) : [];

    private sealed class Reader(int lastSecond, IReadOnlyCollection<string> viewers, IReadOnlyCollection<string> participants)
    {
        public IEnumerable<ScriptHappening> Gifts(YamlFields map)
        {
            var (amount, currency) = Amount(map);
            var gift = new ScriptGift(At(map), Viewer(map), OnScreen(map, "to"), map.Whole("coins", 1, MostCoins), amount, currency);
            var times = map.Has("times") ? map.Whole("times", 1, MostTimes) : 1;
            var every = times > 1 || map.Has("every") ? map.Number("every", 0.1, LongestScriptSeconds) : 0;
            map.RefuseOthers();
            return gift.AtSecond + (every * (times - 1)) < lastSecond
                ? Enumerable.Range(0, times).Select(i => gift with { AtSecond = gift.AtSecond + (every * i) })
                : throw map.Fault($"the last one would be given at second {lastSecond} or later");
        }

        public ScriptFlag Flag(YamlFields map)
        {
            var about = map.Text("about") == TheLive ? null : OnScreen(map, "about");
            var flag = new ScriptFlag(At(map), Viewer(map), about, map.Text("reason"), map.Has("trusted") && map.Flag("trusted"));
            map.RefuseOthers();
            return TextId.IsValid(flag.Reason) ? flag : throw map.Fault("reason is a code (A-Z a-z 0-9 . _ : -)");
        }

        private double At(YamlFields map) =>
            map.Number("at", 0, lastSecond) is var at && at < lastSecond ? at : throw map.Fault($"it would happen at second {lastSecond} or later");

        private string Viewer(YamlFields map) => map.Text("by") is var who && viewers.Contains(who) ? who : throw map.Fault($"{who} is none of the viewers");

        private string OnScreen(YamlFields map, string field) =>
            map.Text(field) is var who && participants.Contains(who) ? who : throw map.Fault($"{who} is not on screen");

        /// <summary>Reads <c>0.39 EUR</c>; every currency of a demo has a hundredth.</summary>
        private static (long Minor, string Currency) Amount(YamlFields map)
        {
            if (map.Text("amount").Split(' ') is [var number, { Length: 3 } currency] && currency.All(char.IsAsciiLetterUpper)
                && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                && decimal.IsInteger(amount * 100) && amount <= MostCoins)
            {
                return ((long)(amount * 100), currency);
            }

            throw map.Fault("amount is a price and its currency, as in 0.39 EUR");
        }
    }
}
