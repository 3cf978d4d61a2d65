using System.Security.Cryptography;
using System.Text;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>Makes compiled sheets out of text.</summary>
public static class SheetCompiler
{
    /// <summary>Compiles a sheet in YAML.</summary>
    /// <remarks>Errors: <see cref="SheetException"/> with every fault found, each with its line and column.</remarks>
    /// <param name="yaml">The sheet's text.</param>
    public static CompiledSheet FromYaml(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return Compile(SheetText.Read(yaml, json: false));
    }

    /// <summary>Compiles a sheet in its JSON form, canonical or with tests.</summary>
    /// <remarks>Errors: <see cref="SheetException"/>.</remarks>
    /// <param name="json">The sheet's text.</param>
    public static CompiledSheet FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Compile(SheetText.Read(json, json: true));
    }

    private static CompiledSheet Compile(SheetNode root)
    {
        var (faults, places) = (new SheetFaults(), new SheetPlaces());
        var sheet = new SheetReader(faults, places).Read(root);
        // What can be asked depends on the subject; without one, every fact would be a fault of its own.
        if (!WireWord.All<SubjectKind>().Contains(((root as SheetMap)?.Find("subject") as SheetScalar)?.Text))
            faults.Throw();
        var variants = VariantCompiler.Compile(sheet, places, faults);
        faults.ThrowIfAny();
        var tree = new SheetTree(forPeople: false);
        var canonical = SheetWriter.Json(tree.Make(sheet, withTests: false));
        return new CompiledSheet
        {
            Source = sheet,
            Name = sheet.Name,
            SheetHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))[..16],
            CanonicalJson = canonical,
            FullJson = SheetWriter.Json(tree.Make(sheet, withTests: true)),
            Subject = sheet.Subject,
            Ground = sheet.Ground.Text,
            Guards = sheet.Guards,
            Groups = variants.SelectMany(variant => variant.Conditions).SelectMany(condition => condition.Facts)
                .Aggregate(FactGroups.None, (groups, use) => groups | use.Fact.Group),
            Variants = variants,
            Countries = sheet.Countries.ToHashSet(StringComparer.Ordinal),
        };
    }
}
