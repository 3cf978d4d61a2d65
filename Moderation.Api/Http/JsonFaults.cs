using System.Text.Json;

namespace Moderation.Api.Http;

/// <summary>What is wrong with a body of JSON, in words for whoever sent it: the serialiser's own sentences name classes of ours.</summary>
internal static class JsonFaults
{
    private const string MissingMarker = "missing required properties including: ";

    public static string Explain(JsonException fault)
    {
        if (fault.Message.IndexOf(MissingMarker, StringComparison.Ordinal) is > 0 and var found)
            return $"missing required fields {fault.Message[(found + MissingMarker.Length)..].TrimEnd('.')}";
        if (fault.Message.StartsWith("The JSON property ", StringComparison.Ordinal))
            return $"there is no such field: {fault.Path}";
        return fault.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
            ? $"a field has the wrong form: {fault.Path}"
            : fault.Message;
    }
}
