using System.Buffers;

namespace Moderation.Models.Text.Rules;

/// <summary>Units that names, hosts and paths are made of, after folding.</summary>
internal static class NameUnits
{
    /// <summary>Letters and digits.</summary>
    public static readonly SearchValues<char> Alphanumeric = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>An account name.</summary>
    public static readonly SearchValues<char> Account = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._");

    /// <summary>A host with its dots.</summary>
    public static readonly SearchValues<char> Host = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>The part of an e-mail address before the at sign.</summary>
    public static readonly SearchValues<char> Mailbox = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._%+-");

    /// <summary>A path and a query.</summary>
    public static readonly SearchValues<char> Path = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._%+-/?=&#@~:$!*,;");

    /// <summary>What may end a sentence behind an address.</summary>
    public static readonly SearchValues<char> SentenceEnd = SearchValues.Create(".,;:!?-*&");
}
