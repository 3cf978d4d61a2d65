using System.Net;

namespace Moderation.Api.Hosting;

/// <summary>There is no access control yet, so nothing outside this machine may reach the endpoints.</summary>
internal static class LoopbackOnly
{
    public static void AddListening(this WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<ApiOptions>(ApiOptions.Section);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(builder.Configuration.GetSection(ApiOptions.Section)["Url"] ?? new ApiOptions().Url);
        var configured = builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"])
            .Concat((builder.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        foreach (var url in configured.OfType<string>())
            Check(url);
        // The last word, for an address that came another way: each endpoint passes here before it is bound.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            if (endpoint.IPEndPoint is { } address && !IPAddress.IsLoopback(address.Address))
                throw Refusal(address.ToString());
        }));
    }

    private static void Check(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new StartRefusedException($"'{url}' is no address to listen on: {e.Message}", e);
        }

        var isLocal = address.IsUnixPipe || address.Host == "localhost"
            || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
        if (!isLocal)
            throw Refusal(url);
    }

    private static StartRefusedException Refusal(string address) => new(
        $"{address} is not a loopback address. The API has no access control yet and shows reports about people, "
        + "so it only listens on this machine: use http://127.0.0.1:PORT (Api:Url, --urls or ASPNETCORE_URLS)");
}
