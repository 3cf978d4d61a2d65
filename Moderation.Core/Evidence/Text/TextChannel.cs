using System.Numerics;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Text;

/// <summary>What rates are kept of: each label by itself, and the groups of labels that policies look at as one.</summary>
internal static class TextChannel
{
    /// <summary>Labels of one line as bits: bit <c>n</c> is the <see cref="TextLabel"/> of value <c>n</c>.</summary>
    public const uint HostileLabels = 1u << (int)TextLabel.Toxic | 1u << (int)TextLabel.Insult | 1u << (int)TextLabel.Threat
        | 1u << (int)TextLabel.Hate | 1u << (int)TextLabel.Sexual | 1u << (int)TextLabel.Harassment;

    public const uint DiversionLabels = 1u << (int)TextLabel.OffplatformPayment | 1u << (int)TextLabel.OffplatformContact;

    public const uint SolicitationLabels = DiversionLabels | 1u << (int)TextLabel.GiftBegging | 1u << (int)TextLabel.QuidProQuo | 1u << (int)TextLabel.MinorSpending
        | 1u << (int)TextLabel.Grooming | 1u << (int)TextLabel.SexualSolicitation | 1u << (int)TextLabel.Scam | 1u << (int)TextLabel.AnySolicitation;

    public const int LabelCount = (int)TextLabel.AnySolicitation + 1;

    /// <summary>Every label; a mask of all bits means the same.</summary>
    public const uint AllLabels = (1u << LabelCount) - 1;

    /// <summary>Whatever makes a person or a crowd hostile to somebody.</summary>
    public const int Hostility = LabelCount;

    /// <summary>Contact or payment away from the platform.</summary>
    public const int Diversion = LabelCount + 1;

    /// <summary>Any label at all.</summary>
    public const int Any = LabelCount + 2;

    /// <summary>Whatever asks somebody for money, contact or worse.</summary>
    public const int Solicitation = LabelCount + 3;

    public const int Count = LabelCount + 4;

    /// <summary>The channel of one label or of one group of labels.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for other masks: nothing is kept of them.</remarks>
    public static int Of(uint labels) => labels switch
    {
        HostileLabels => Hostility,
        DiversionLabels => Diversion,
        SolicitationLabels => Solicitation,
        AllLabels or uint.MaxValue => Any,
        _ when BitOperations.IsPow2(labels) && labels <= AllLabels => BitOperations.TrailingZeroCount(labels),
        _ => throw new ArgumentOutOfRangeException(nameof(labels), labels, "no channel is kept of these labels"),
    };

    public static uint LabelsOf(int channel) => channel switch
    {
        Hostility => HostileLabels,
        Diversion => DiversionLabels,
        Solicitation => SolicitationLabels,
        Any => uint.MaxValue,
        _ => 1u << channel,
    };
}
