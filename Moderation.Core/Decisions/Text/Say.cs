using System.Globalization;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>Reasons as one English sentence, the same in every culture.</summary>
internal static class Say
{
    public static readonly Reason HumanReview = new("human_review", "A person must look: words in a chat prove no intent.");

    public static Reason That(string code, FormattableString sentence) => new(code, sentence.ToString(CultureInfo.InvariantCulture));
}
