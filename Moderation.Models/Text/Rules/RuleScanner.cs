namespace Moderation.Models.Text.Rules;

/// <summary>Finds in a line what is exact: accounts, numbers, addresses, payment tags, codes; and the cues that a conversation is judged by.</summary>
/// <remarks>
/// Cues are wide on purpose: a teacher, a relative or the owner of a pet says the same words, so one cue is evidence of nothing and a
/// conversation combines them. Exact hits lie beside each other; a cue may lie over anything. Threads: one caller at a time; no allocation
/// per line once the list has grown.
/// </remarks>
public sealed class RuleScanner
{
    /// <summary>Most hits of one line.</summary>
    public const int MaxMatches = FoundMatches.Max;

    private const int FewestDigits = 7;

    private readonly RuleContext _context = new();
    private readonly PhoneRule _phones;
    private readonly PrepaidCodeRule _prepaid;
    private readonly PaymentTagRule _payments;

    /// <summary>Makes a scanner for one caller.</summary>
    public RuleScanner()
    {
        var run = new DigitRun();
        _phones = new PhoneRule(_context, run);
        _prepaid = new PrepaidCodeRule(_context, run);
        _payments = new PaymentTagRule(_context, run);
    }

    /// <summary>Units looked at in the last line beyond the first pass.</summary>
    internal long Steps => _context.Line.Steps;

    /// <summary>Scans a line.</summary>
    /// <param name="line">Any UTF-16; its first 16,000 units are read.</param>
    /// <param name="matches">Receives at most <see cref="MaxMatches"/> hits in order of place; emptied first.</param>
    public void Scan(ReadOnlySpan<char> line, List<RuleMatch> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        matches.Clear();
        var (read, phrases, found) = (_context.Line, _context.Phrases, _context.Found);
        read.Read(line);
        phrases.Read(read);
        found.Clear();
        FindAddresses();
        if (read.LongestWord >= WalletRule.ShortestLength)
            WalletRule.Find(_context);
        if (read.DigitCount >= FewestDigits)
            IbanRule.Find(_context);
        _payments.Find();
        _prepaid.Find();
        if (read.DigitCount >= FewestDigits)
            _phones.Find();
        HandleRule.Find(_context);
        CueRule.Find(_context);
        found.CopyTo(matches, read);
    }

    private void FindAddresses()
    {
        var (marks, phrases) = (_context.Line.Marks, _context.Phrases);
        if ((marks & UnitClass.At) != 0)
            EmailRule.Find(_context);
        if (phrases.Has(PhraseKind.At))
            SpelledAddressRule.FindEmails(_context);
        if ((marks & UnitClass.Dot) != 0)
            LinkRule.Find(_context);
        if (phrases.Has(PhraseKind.Dot))
            SpelledAddressRule.FindLinks(_context);
    }
}
