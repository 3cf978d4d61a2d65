namespace Moderation.Models.Text.Rules;

/// <summary>Web addresses; those of payment services count as payment tags.</summary>
internal static class LinkRule
{
    private const int MaxHost = 253;
    private const int MaxPath = 2_000;

    /// <summary>Adds the addresses of the line. A run of host units is looked at once, however many dots it has.</summary>
    public static void Find(RuleContext context)
    {
        var line = context.Line;
        for (var next = 0; !context.Found.IsFull;)
        {
            var dot = line.Folded[next..].IndexOf('.');
            if (dot < 0)
                return;
            dot += next;
            var start = dot - line.RunLeft(dot, NameUnits.Host, dot - next);
            var end = start + line.RunRight(start, NameUnits.Host, RuleLine.MaxUnits);
            next = end;
            if (end - start > 1)
                next = Math.Max(end, Judge(context, start, end));
            if (end - start <= 4)
                FindParted(context, dot);
        }
    }

    /// <summary>End of the path that begins at a place.</summary>
    public static int PathEnd(RuleLine line, int at)
    {
        if (line.At(at) is not ('/' or '?' or ':'))
            return at;
        var end = at + line.RunRight(at, NameUnits.Path, MaxPath);
        while (end > at && NameUnits.SentenceEnd.Contains(line.At(end - 1)))
            end--;
        return end;
    }

    private static int Judge(RuleContext context, int start, int end)
    {
        var line = context.Line;
        while (start < end && !line.IsWordAt(start))
            start++;
        while (end > start && !line.IsWordAt(end - 1))
            end--;
        if (end - start is < 4 or > MaxHost || line.At(start - 1) == '@')
            return end;
        var host = line.Folded[start..end];
        var pathEnd = PathEnd(line, end);
        var hasPath = pathEnd > end + 1 && line.At(end) == '/';
        var scheme = SchemeLength(line.Folded[..start]);
        var kind = HostNames.Current.Classify(host);
        var isLink = kind switch
        {
            HostKind.Payment or HostKind.ShortLink or HostKind.Tld => true,
            HostKind.TldWord => hasPath,
            _ => false,
        };
        if (isLink || scheme > 0 || (host.StartsWith("www.") && host.Length > 7))
            context.Found.Add(kind == HostKind.Payment ? RuleKind.PaymentTag : RuleKind.Url, start - scheme, pathEnd);
        return pathEnd;
    }

    // "example . com", "example[.]com": a dot that was kept apart on purpose
    private static void FindParted(RuleContext context, int dot)
    {
        var line = context.Line;
        var word = line.WordFrom(dot);
        var words = line.Words;
        if (word == 0 || word == words.Length)
            return;
        var (name, end) = (words[word - 1], words[word]);
        if (name.End > dot)
            return; // spelled letters that were joined lie over the dot
        var left = line.Folded[name.End..dot].Trim(' ');
        var right = line.Folded[(dot + 1)..end.Start].Trim(' ');
        var isBracketed = (left is "[" && right is "]") || (left is "(" && right is ")") || (left is "{" && right is "}");
        if ((!isBracketed && (!left.IsEmpty || !right.IsEmpty || name.End == dot)) || end.Start - name.End > 7 || name.Length < 3)
            return;
        if (line.Folded[end.Start..end.End] is "com" or "net" or "org" && line.Folded[name.Start..name.End].ContainsAnyInRange('a', 'z'))
            context.Found.Add(RuleKind.Url, name.Start, PathEnd(line, end.End));
    }

    private static int SchemeLength(ReadOnlySpan<char> before)
    {
        if (!before.EndsWith("://"))
            return 0;
        var rest = before[..^3];
        var length = 0;
        while (length < 6 && length < rest.Length && char.IsAsciiLetterLower(rest[^(length + 1)]))
            length++;
        return length is >= 3 and <= 6 ? length + 3 : 0;
    }
}
