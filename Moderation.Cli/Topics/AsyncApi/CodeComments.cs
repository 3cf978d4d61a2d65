using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Moderation.Cli.Topics.AsyncApi;

/// <summary>The comments of an assembly's types and members, out of the file that the compiler writes beside it.</summary>
internal sealed partial class CodeComments
{
    private readonly Dictionary<string, XElement> _members;

    public CodeComments(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        _members = XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
    }

    public string? Of(Type type) => _members.GetValueOrDefault($"T:{type.FullName}")?.Element("summary") is { } summary ? Text(summary) : null;

    public string? Of(PropertyInfo property)
    {
        if (_members.GetValueOrDefault($"P:{property.DeclaringType?.FullName}.{property.Name}")?.Element("summary") is { } summary)
            return Text(summary);
        // a positional record's properties are told by its parameters
        var parameters = _members.GetValueOrDefault($"T:{property.DeclaringType?.FullName}")?.Elements("param");
        return parameters?.FirstOrDefault(parameter => parameter.Attribute("name")?.Value == property.Name) is { } found ? Text(found) : null;
    }

    private static string Text(XElement element) =>
        Blanks().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.')[^1] ?? "",
        XElement element => Text(element),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
