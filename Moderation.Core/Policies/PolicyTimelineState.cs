using System.Text.Json;
using Moderation.Core.Evidence;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>The written form of a <see cref="PolicyTimeline"/>: every sheet once, however many sets it is in.</summary>
internal static class PolicyTimelineState
{
    public static void Save(StateWriter writer, IEnumerable<PolicyRecord> records, IReadOnlyList<(long From, PolicySet Set)> sets)
    {
        var known = records.OrderBy(record => record.Name, StringComparer.Ordinal).ToList();
        writer.Write((long)known.Count);
        foreach (var record in known)
            writer.Write(JsonSerializer.Serialize(record, WireJson.Default.PolicyRecord));
        var sheets = sets.SelectMany(set => set.Set.Policies).Select(active => active.Sheet).DistinctBy(sheet => sheet.SheetHash)
            .OrderBy(sheet => sheet.SheetHash, StringComparer.Ordinal).ToList();
        writer.Write((long)sheets.Count);
        foreach (var sheet in sheets)
            writer.Write(sheet.CanonicalJson);
        writer.Write((long)sets.Count);
        foreach (var (from, set) in sets)
        {
            writer.Write(from);
            writer.Write((long)set.Policies.Count);
            foreach (var active in set.Policies)
                Save(writer, active, sheets.FindIndex(sheet => sheet.SheetHash == active.Sheet.SheetHash));
        }
    }

    public static (List<PolicyRecord> Records, List<(long From, PolicySet Set)> Sets) Load(StateReader reader)
    {
        try
        {
            var records = new List<PolicyRecord>();
            for (var left = reader.ReadCount(); left > 0; left--)
                records.Add(JsonSerializer.Deserialize(reader.ReadText(), WireJson.Default.PolicyRecord) ?? throw new FormatException("a policy is null"));
            var sheets = new List<CompiledSheet>();
            for (var left = reader.ReadCount(); left > 0; left--)
                sheets.Add(SheetCompiler.FromJson(reader.ReadText()));
            var sets = new List<(long, PolicySet)>();
            for (var left = reader.ReadCount(); left > 0; left--)
                sets.Add((reader.ReadLong(), LoadSet(reader, sheets)));
            return sets.Count > 0 && reader.AtEnd ? (records, sets) : throw new FormatException("the policies' snapshot is cut short or too long");
        }
        catch (JsonException e)
        {
            throw new FormatException("the policies' snapshot holds a record that cannot be read", e);
        }
    }

    private static void Save(StateWriter writer, ActivePolicy active, int sheet)
    {
        writer.Write((long)sheet);
        writer.Write((long)active.Stage);
        writer.Write(active.CanaryShare);
        writer.Write(active.HumanConfirmOnly);
        writer.Write((long)(active.Guard is { } guard ? (int)guard : -1));
        writer.Write(active.GuardedUntil);
    }

    private static PolicySet LoadSet(StateReader reader, List<CompiledSheet> sheets)
    {
        var policies = new List<ActivePolicy>();
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var sheet = reader.ReadCount() is var place && place < sheets.Count ? sheets[place] : throw new FormatException("a sheet is missing");
            policies.Add(new ActivePolicy(sheet, (PolicyStage)reader.ReadLong(), reader.ReadDoubleOrNull(), reader.ReadBool())
            {
                Guard = reader.ReadLong() is >= 0 and var guard ? (GuardKind)guard : null,
                GuardedUntil = reader.ReadTime(),
            });
        }

        return PolicySet.Of(policies);
    }
}
