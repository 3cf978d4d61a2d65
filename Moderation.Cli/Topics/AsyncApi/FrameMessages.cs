using System.Text.Json.Nodes;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Topics.AsyncApi;

/// <summary>The one message that is no JSON: a picture, with what is to be known of it in headers.</summary>
internal static class FrameMessages
{
    /// <summary>The headers, in the order of the declaration, and whether each is required.</summary>
    public static IReadOnlyList<(string Name, bool IsRequired, JsonObject Schema)> Headers =>
    [
        (FrameHeaders.Version, true, new JsonObject { ["type"] = "string", ["const"] = $"{WireVersion.Current}", ["description"] = "Version of the header set." }),
        (FrameHeaders.FrameId, true, new JsonObject
        {
            ["type"] = "string", ["pattern"] = "^[A-Za-z0-9._:-]+$", ["maxLength"] = TextId.MaxLength, ["description"] = "The platform's id of the frame, unique inside the live.",
        }),
        (FrameHeaders.CapturedAt, true, new JsonObject { ["type"] = "string", ["format"] = "date-time", ["description"] = "When the picture was taken. Windows run on it." }),
        (FrameHeaders.ContentType, false, new JsonObject
        {
            ["type"] = "string", ["enum"] = new JsonArray("image/jpeg", "image/png", "image/webp"), ["description"] = "A hint; the bytes decide.",
        }),
        (FrameHeaders.TraceParent, false, new JsonObject { ["type"] = "string", ["description"] = "W3C trace context, carried on to everything that follows from the frame." }),
    ];

    public static JsonObject Message(JsonObject bindings) => new()
    {
        ["name"] = "FrameImage",
        ["summary"] = "One encoded picture (JPEG, PNG or WebP) of a live; the value is the image itself.",
        ["contentType"] = "application/octet-stream",
        ["headers"] = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. Headers.Where(header => header.IsRequired).Select(header => JsonValue.Create(header.Name))]),
            ["properties"] = new JsonObject(Headers.Select(header => KeyValuePair.Create(header.Name, (JsonNode?)header.Schema))),
        },
        ["payload"] = new JsonObject { ["type"] = "string", ["format"] = "binary" },
        ["bindings"] = bindings,
        ["examples"] = new JsonArray(new JsonObject
        {
            ["headers"] = new JsonObject
            {
                [FrameHeaders.Version] = $"{WireVersion.Current}",
                [FrameHeaders.FrameId] = "frame-9",
                [FrameHeaders.CapturedAt] = "2026-03-01T12:00:00.000+00:00",
                [FrameHeaders.ContentType] = "image/jpeg",
                [FrameHeaders.TraceParent] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            },
        }),
    };
}
