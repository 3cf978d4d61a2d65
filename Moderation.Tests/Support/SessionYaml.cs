using Moderation.Core.Policies.Sessions;
using YamlDotNet.RepresentationModel;

namespace Moderation.Tests.Support;

/// <summary>Reads a piece of a sheet's tests without the sheet, by another reader of YAML than the one that sheets use.</summary>
internal static class SessionYaml
{
    public static SessionNode Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Convert(stream.Documents[0].RootNode);
    }

    private static SessionNode Convert(YamlNode node)
    {
        var (line, column) = ((int)node.Start.Line, (int)node.Start.Column);
        return node switch
        {
            YamlScalarNode scalar => new SessionText(scalar.Value ?? "", line, column),
            YamlSequenceNode list => new SessionList([.. list.Children.Select(Convert)], line, column),
            YamlMappingNode map => new SessionMap([.. map.Children.Select(field => new SessionField(((YamlScalarNode)field.Key).Value!, Convert(field.Value), (int)field.Key.Start.Line, (int)field.Key.Start.Column))], line, column),
            _ => throw new NotSupportedException(node.GetType().Name),
        };
    }
}
