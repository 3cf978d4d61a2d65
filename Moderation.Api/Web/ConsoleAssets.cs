using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Moderation.Api.Web;

/// <summary>Style and script of the console, out of this assembly: what runs is what was built, wherever it is started from.</summary>
internal sealed class ConsoleAssets(RequestDelegate next)
{
    private static readonly FrozenDictionary<string, Asset> Assets = new[] { Asset.Read("console.css", "text/css; charset=utf-8"), Asset.Read("console.js", "text/javascript; charset=utf-8"), Asset.Read("policies.js", "text/javascript; charset=utf-8"), Asset.Read("icon.svg", "image/svg+xml") }
        .ToFrozenDictionary(asset => asset.Name);

    /// <summary>Where a page finds an asset; another build's has another address, so that browsers may keep each for good.</summary>
    public static string Address(string name) => $"{ConsolePaths.Assets}/{name}?{Assets[name].Hash}";

    /// <summary>The style sheet itself, for pages that are kept and sent on.</summary>
    public static string Style { get; } = System.Text.Encoding.UTF8.GetString(Assets["console.css"].Bytes);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !context.Request.Path.StartsWithSegments(ConsolePaths.Assets, out var rest) || !Assets.TryGetValue(rest.Value!.TrimStart('/'), out var asset))
        {
            await next(context);
            return;
        }

        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = asset.Bytes.Length;
        // Under its own hash it never changes; asked for without, it is asked for again.
        context.Response.Headers[HeaderNames.CacheControl] = context.Request.QueryString.Value == $"?{asset.Hash}" ? "public, max-age=31536000, immutable" : "no-cache";
        await context.Response.Body.WriteAsync(asset.Bytes, context.RequestAborted);
    }

    private sealed record Asset(string Name, string ContentType, byte[] Bytes, string Hash)
    {
        public static Asset Read(string name, string contentType)
        {
            using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream($"console.assets.{name}") ?? throw new InvalidOperationException($"{name} is not part of this build");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new Asset(name, contentType, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
        }
    }
}
