using System.Net;
using Moderation.Api.Access;

namespace Moderation.Api.Hosting;

/// <summary>Where this process listens. In development whoever asks may do everything, so nothing outside this machine may reach it then.</summary>
internal static class Listening
{
    public static void AddListening(this WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<ApiOptions>(ApiOptions.Section);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(builder.Configuration.GetSection(ApiOptions.Section)["Url"] ?? new ApiOptions().Url);
        if (!IsDevelopment(builder.Configuration))
            return;
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

    private static bool IsDevelopment(ConfigurationManager configuration) =>
        bool.TryParse(configuration.GetSection(AccessOptions.Section)[nameof(AccessOptions.Development)], out var isOn) && isOn;

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
        $"{address} is not a loopback address. With {AccessOptions.Section}:{nameof(AccessOptions.Development)} whoever asks may do everything, "
        + "so it is only for this machine: use http://127.0.0.1:PORT (Api:Url, --urls or ASPNETCORE_URLS), or turn it off");
}
