using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Text;

/// <summary>What rates are kept of: each label by itself, and the groups of labels that policies look at as one.</summary>
internal static class TextChannel
{
    /// <summary>Labels of one line as bits: bit <c>n</c> is the <see cref="TextLabel"/> of value <c>n</c>.</summary>
    public const uint HostileLabels = 1u << (int)TextLabel.Toxic | 1u << (int)TextLabel.Insult | 1u << (int)TextLabel.Threat
        | 1u << (int)TextLabel.Hate | 1u << (int)TextLabel.Sexual | 1u << (int)TextLabel.Harassment;

    public const uint DiversionLabels = 1u << (int)TextLabel.OffplatformPayment | 1u << (int)TextLabel.OffplatformContact;

    public const int LabelCount = (int)TextLabel.AnySolicitation + 1;

    /// <summary>Whatever makes a person or a crowd hostile to somebody.</summary>
    public const int Hostility = LabelCount;

    /// <summary>Contact or payment away from the platform.</summary>
    public const int Diversion = LabelCount + 1;

    /// <summary>Any label at all.</summary>
    public const int Any = LabelCount + 2;

    public const int Count = LabelCount + 3;

    public static uint LabelsOf(int channel) => channel switch
    {
        Hostility => HostileLabels,
        Diversion => DiversionLabels,
        Any => uint.MaxValue,
        _ => 1u << channel,
    };
}
