using System.Numerics.Tensors;

namespace Moderation.Training.Ages;

/// <summary>Finds pictures that show nearly the same, so that a head is never tested on what it was trained on.</summary>
internal static class NearDuplicates
{
    // a block of rows is compared with a block of columns, so that both stay in the processor's cache
    private const int Block = 128;

    /// <summary>Groups faces that a chain of pairs above the cosine joins.</summary>
    /// <returns>Group number of each face; groups are numbered by their first face.</returns>
    public static int[] Group(IReadOnlyList<float[]> descriptors, float minCosine)
    {
        var unit = descriptors.Select(Normalise).ToArray();
        var parents = Enumerable.Range(0, unit.Length).ToArray();
        var blocks = (unit.Length + Block - 1) / Block;
        Parallel.For(0, blocks, rows =>
        {
            for (var columns = rows; columns < blocks; columns++)
                Join(unit, parents, rows * Block, columns * Block, minCosine);
        });
        return Number(parents);
    }

    private static float[] Normalise(float[] descriptor)
    {
        var norm = TensorPrimitives.Norm<float>(descriptor);
        var unit = new float[descriptor.Length];
        if (norm > 0)
            TensorPrimitives.Divide(descriptor, norm, unit);
        return unit;
    }

    private static void Join(float[][] unit, int[] parents, int firstRow, int firstColumn, float minCosine)
    {
        for (var i = firstRow; i < Math.Min(firstRow + Block, unit.Length); i++)
        {
            for (var j = Math.Max(firstColumn, i + 1); j < Math.Min(firstColumn + Block, unit.Length); j++)
            {
                if (TensorPrimitives.Dot<float>(unit[i], unit[j]) > minCosine)
                    Union(parents, i, j);
            }
        }
    }

    /// <summary>Pairs above the cosine are rare, so one lock for all is cheap. The smaller number becomes the root: the order of joining does not matter.</summary>
    private static void Union(int[] parents, int a, int b)
    {
        lock (parents)
        {
            var (first, second) = (Root(parents, a), Root(parents, b));
            parents[Math.Max(first, second)] = Math.Min(first, second);
        }
    }

    private static int Root(int[] parents, int node)
    {
        while (parents[node] != node)
            node = parents[node] = parents[parents[node]];
        return node;
    }

    private static int[] Number(int[] parents)
    {
        var numbers = new Dictionary<int, int>();
        var groups = new int[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            var root = Root(parents, i);
            if (!numbers.TryGetValue(root, out groups[i]))
                numbers.Add(root, groups[i] = numbers.Count);
        }

        return groups;
    }
}
