using System.Text;
using System.Xml;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Reads nginx-rtmp's page of statistics (<c>rtmp_stat all</c>).</summary>
/// <remarks>
/// Names on it are chosen by whoever publishes, so it is read as hostile: no DTD, no entities but XML's own five, a bounded length, and bytes that are no
/// UTF-8 or no XML characters spoil the one name they stand in and not the page.
/// </remarks>
internal static class RtmpStatPage
{
    /// <summary>Room for some ten thousand streams.</summary>
    public const int MostCharacters = 16 << 20;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        MaxCharactersFromEntities = 1 << 20,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Names of the streams that somebody publishes to an application.</summary>
    /// <param name="page">The page.</param>
    /// <param name="application">The application.</param>
    /// <exception cref="XmlException">It is no XML, or was cut short.</exception>
    /// <exception cref="InvalidDataException">It is another page, or the application is not on it: that nobody publishes is not said.</exception>
    public static IReadOnlyList<string> Publishing(Stream page, string application)
    {
        using var text = new CleanReader(page);
        using var xml = XmlReader.Create(text, Settings);
        var walk = new Walk(application);
        while (xml.Read())
            walk.Take(xml);
        return walk.HasApplication ? walk.Names : throw new InvalidDataException($"the page of statistics has no application {application}");
    }

    /// <summary>Goes through the page node by node: <c>rtmp/server/application</c> with its <c>name</c> first, then <c>live/stream</c> with <c>name</c> and, where somebody publishes, <c>publishing</c>.</summary>
    private sealed class Walk(string application)
    {
        private const int PathLength = 6;
        private readonly string[] _path = new string[PathLength];
        private bool _isWanted;
        private string _name = "";
        private bool _isPublished;

        public bool HasApplication { get; private set; }

        public List<string> Names { get; } = [];

        public void Take(XmlReader xml)
        {
            if (xml is { NodeType: XmlNodeType.Element, Depth: < PathLength })
                _path[xml.Depth] = xml.LocalName;
            switch (xml.NodeType, xml.Depth)
            {
                case (XmlNodeType.Element, 0) when _path[0] != "rtmp":
                    throw new InvalidDataException("the page is no page of statistics of nginx-rtmp");
                case (XmlNodeType.Element, 2):
                    _isWanted = false;
                    break;
                case (XmlNodeType.Text, 4) when IsUnder("rtmp", "server", "application", "name"):
                    _isWanted = xml.Value == application;
                    HasApplication |= _isWanted;
                    break;
                case (XmlNodeType.Element, 4):
                    (_name, _isPublished) = ("", false);
                    break;
                case (XmlNodeType.Text, 6) when IsUnder("rtmp", "server", "application", "live", "stream", "name"):
                    _name = xml.Value;
                    break;
                case (XmlNodeType.Element, 5) when IsUnder("rtmp", "server", "application", "live", "stream", "publishing"):
                    _isPublished = true;
                    break;
                case (XmlNodeType.EndElement, 4) when _isWanted && _isPublished && IsUnder("rtmp", "server", "application", "live", "stream"):
                    Names.Add(_name);
                    break;
            }
        }

        private bool IsUnder(params ReadOnlySpan<string> wanted) => _path.AsSpan(0, wanted.Length).SequenceEqual(wanted);
    }

    /// <summary>Characters that XML knows none of, raw in the text, become the replacement character: the reader would give the whole page up.</summary>
    private sealed class CleanReader(Stream page) : StreamReader(page, Encoding.UTF8, leaveOpen: true)
    {
        private const char Replacement = '\uFFFD';

        public override int Read(char[] buffer, int index, int count)
        {
            var read = base.Read(buffer, index, count);
            foreach (ref var c in buffer.AsSpan(index, read))
            {
                // decoding leaves surrogates in pairs only
                if (!XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c))
                    c = Replacement;
            }

            return read;
        }
    }
}
