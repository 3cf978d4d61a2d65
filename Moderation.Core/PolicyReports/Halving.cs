namespace Moderation.Core.PolicyReports;

/// <summary>Finds where a confidence sequence ends.</summary>
internal static class Halving
{
    /// <summary>The end of an interval, to the last bit or as far as the steps reach; on its outer side.</summary>
    /// <param name="outside">A value that is not kept, or the rim of what there can be.</param>
    /// <param name="inside">A value that is kept.</param>
    /// <param name="keeps">Whether a value is kept.</param>
    /// <param name="steps">Most halvings.</param>
    public static double Edge(double outside, double inside, Func<double, bool> keeps, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var middle = (outside + inside) / 2;
            if (middle == outside || middle == inside)
                break;
            if (keeps(middle))
                inside = middle;
            else
                outside = middle;
        }

        return outside;
    }
}
