namespace Moderation.Models.Conversion;

/// <summary>A decoded constant: floats, or integers for shapes, axes and paddings. One of the two lists is empty.</summary>
internal sealed record TfjsWeight(string Name, IReadOnlyList<int> Shape, float[] Floats, int[] Integers)
{
    public int ElementCount => Shape.Aggregate(1, (product, length) => checked(product * length));

    public bool IsFloat => Integers.Length == 0;
}
