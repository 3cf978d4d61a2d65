using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Moderation.Tests.Support;

/// <summary>The types that an assembly names in its metadata, whether or not a source file spells them out.</summary>
internal static class TypeReferences
{
    public static IReadOnlyList<string> Of(Assembly assembly)
    {
        using var file = File.OpenRead(assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return metadata.TypeReferences
            .Select(metadata.GetTypeReference)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
            .ToList();
    }

    /// <summary>The members of one type that the assembly uses.</summary>
    public static IReadOnlyList<string> MembersOf(Assembly assembly, string type)
    {
        using var file = File.OpenRead(assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return metadata.MemberReferences
            .Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference && Name(metadata.GetTypeReference((TypeReferenceHandle)member.Parent)) == type)
            .Select(member => metadata.GetString(member.Name))
            .ToList();

        string Name(TypeReference reference) => $"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}";
    }
}
