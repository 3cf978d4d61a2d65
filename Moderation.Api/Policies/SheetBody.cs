using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Moderation.Api.Http;
using Moderation.Core.Policies;

namespace Moderation.Api.Policies;

/// <summary>A sheet that came as the body of a request: as YAML, or in its JSON form.</summary>
/// <param name="Sheet">The compiled sheet.</param>
/// <param name="Yaml">Its text as YAML.</param>
internal sealed record SheetBody(CompiledSheet Sheet, string Yaml)
{
    public const string Json = "application/json";

    public static readonly string[] YamlTypes = ["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain"];

    // The language itself allows 64 KiB; more than that has no business here.
    private const int MaxByteCount = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads and compiles the body.</summary>
    /// <returns>The sheet, or what is wrong with it.</returns>
    public static async Task<(SheetBody? Body, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request, CancellationToken token)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value : null;
        var isJson = string.Equals(type, Json, StringComparison.OrdinalIgnoreCase);
        if (!isJson && !YamlTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
            return (null, Refusal(StatusCodes.Status415UnsupportedMediaType, $"Send the sheet as {YamlTypes[0]}, or its JSON form as {Json}."));
        if (await TextAsync(request, token) is not { } text)
            return (null, Refusal(StatusCodes.Status413PayloadTooLarge, $"A sheet is UTF-8 text of at most {MaxByteCount / 1024} KiB."));
        try
        {
            var sheet = isJson ? SheetCompiler.FromJson(text) : SheetCompiler.FromYaml(text);
            return (new SheetBody(sheet, isJson ? sheet.ToYaml() : text), null);
        }
        catch (SheetException e)
        {
            return (null, PolicyProblems.InvalidSheet(e.Faults));
        }
    }

    private static async Task<string?> TextAsync(HttpRequest request, CancellationToken token)
    {
        var bytes = new byte[MaxByteCount + 1];
        var count = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token);
        if (count > MaxByteCount)
            return null;
        try
        {
            return Strict.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Refusal(int status, string detail) =>
        Problems.Refused(ProblemTypes.InvalidRequest, "The body cannot be read.", detail, status);
}
