namespace Moderation.Training.Ages;

/// <summary>Deals groups of faces into folds: a group stays whole, and every fold gets its part of the ages 13 to 17 and 18 to 25.</summary>
internal static class GroupFolds
{
    /// <returns>Fold of each face, 0 to <paramref name="foldCount"/> - 1.</returns>
    /// <exception cref="AgeHeadRefusal">Near-duplicates leave too few groups to give every fold both ages.</exception>
    public static int[] Deal(IReadOnlyList<AgeFace> faces, int[] groups, int foldCount, int seed)
    {
        var members = Enumerable.Range(0, faces.Count).GroupBy(i => groups[i]).Select(g => g.ToArray()).ToArray();
        Load LoadOf(int[] group) => new(group.Count(i => faces[i].IsTeenager), group.Count(i => faces[i].IsYoungAdult), group.Length);
        new Random(seed).Shuffle(members);
        var loads = new Load[foldCount];
        var folds = new int[faces.Count];

        // groups of both ages first: one in each fold is all that a fold needs, and a large group of one age would take the place;
        // then large ones, as they are the hardest to place; the sort is stable, so the shuffle decides among equals
        foreach (var group in members.OrderByDescending(g => LoadOf(g).HasBoth).ThenByDescending(g => g.Length))
        {
            var load = LoadOf(group);
            var fold = Emptiest(loads, load);
            loads[fold] += load;
            foreach (var face in group)
                folds[face] = fold;
        }

        return loads.All(load => load.HasBoth)
            ? folds
            : throw new AgeHeadRefusal(
                $"no head: the {faces.Count} faces are {members.Length} groups of near-duplicates, too few to put some aged 13 to 17 and some aged 18 to 25 into each of {foldCount} folds");
    }

    /// <summary>The fold that has least of what the group brings: teenagers count before young adults, those before the rest.</summary>
    private static int Emptiest(Load[] loads, Load brought) => Enumerable.Range(0, loads.Length).MinBy(fold => brought switch
    {
        { Teenagers: > 0 } => (loads[fold].Teenagers, loads[fold].Faces),
        { YoungAdults: > 0 } => (loads[fold].YoungAdults, loads[fold].Faces),
        _ => (loads[fold].Faces, 0),
    });

    private readonly record struct Load(int Teenagers, int YoungAdults, int Faces)
    {
        public bool HasBoth => Teenagers > 0 && YoungAdults > 0;

        public static Load operator +(Load a, Load b) => new(a.Teenagers + b.Teenagers, a.YoungAdults + b.YoungAdults, a.Faces + b.Faces);
    }
}
