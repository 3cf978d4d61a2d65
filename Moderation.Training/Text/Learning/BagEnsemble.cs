using Moderation.Models.Text;

namespace Moderation.Training.Text.Learning;

/// <summary>Puts models that were trained apart side by side into one, whose logits are the mean of theirs.</summary>
/// <remarks>
/// Members that differ only in their seed err in different places, and their mean ranks better than one model of the same size: a row of the
/// whole is the members' rows one after the other, and a hidden unit sees its own member's part alone.
/// </remarks>
internal static class BagEnsemble
{
    /// <param name="members">One or more models of the same shape.</param>
    public static BagModel Join(IReadOnlyList<BagModel> members)
    {
        var first = members[0];
        var bag = new EmbeddingBag(Join([.. members.Select(member => member.Bag.Summed)]), Join([.. members.Select(member => member.Bag.Largest)]), BagModel.LengthPower);
        var whole = new BagModel(bag, new TrainingOptions { Hidden = members.Sum(member => member.Toxicity.First.Outputs) });
        Join([.. members.Select(member => member.Toxicity)], whole.Toxicity, first.Bag);
        Join([.. members.Select(member => member.Solicitation)], whole.Solicitation, first.Bag);
        for (var number = 0; number < members.Count; number++)
            Place(members[number].French.Weights, first.Bag, members.Count, number, 1f / members.Count, whole.French.Weights);
        whole.French.Bias[0] = members.Average(member => member.French.Bias[0]);
        return whole;
    }

    private static EmbeddingTable Join(IReadOnlyList<EmbeddingTable> tables)
    {
        var dimension = tables[0].Dimension;
        var whole = new EmbeddingTable(tables[0].RowCount, dimension * tables.Count);
        for (var row = 0; row < whole.RowCount; row++)
        {
            for (var number = 0; number < tables.Count; number++)
                tables[number].Row(row).CopyTo(whole.Row(row)[(number * dimension)..]);
        }

        return whole;
    }

    private static void Join(IReadOnlyList<HeadNetwork> networks, HeadNetwork whole, EmbeddingBag part)
    {
        Array.Clear(whole.First.Weights);
        var (units, share) = (networks[0].First.Outputs, 1f / networks.Count);
        for (var number = 0; number < networks.Count; number++)
        {
            var network = networks[number];
            for (var unit = 0; unit < units; unit++)
            {
                var place = whole.First.Weights.AsSpan((number * units + unit) * whole.First.Inputs, whole.First.Inputs);
                Place(network.First.Weights.AsSpan(unit * network.First.Inputs, network.First.Inputs), part, networks.Count, number, 1, place);
            }

            network.First.Bias.CopyTo(whole.First.Bias, number * units);
            for (var head = 0; head < network.Heads; head++)
            {
                for (var unit = 0; unit < units; unit++)
                    whole.Second.Weights[head * whole.Second.Inputs + number * units + unit] = network.Second.Weights[head * units + unit] * share;
            }
        }

        for (var head = 0; head < whole.Heads; head++)
            whole.Second.Bias[head] = networks.Average(network => network.Second.Bias[head]);
    }

    /// <summary>Writes the weights of one member's pooled vector to where that vector's two parts lie in the whole's.</summary>
    private static void Place(ReadOnlySpan<float> weights, EmbeddingBag part, int count, int number, float share, Span<float> whole)
    {
        var (summed, largest) = (part.Summed.Dimension, part.Largest.Dimension);
        for (var i = 0; i < summed; i++)
            whole[number * summed + i] = weights[i] * share;
        for (var i = 0; i < largest; i++)
            whole[count * summed + number * largest + i] = weights[summed + i] * share;
    }
}
