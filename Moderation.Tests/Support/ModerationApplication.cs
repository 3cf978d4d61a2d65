using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Moderation.Tests.Support;

/// <summary>The Api as it ships, in this process, on a given database and broker. Whoever asks without credentials is the developer, unless the settings say otherwise.</summary>
internal sealed class ModerationApplication(string connectionString, string bootstrapServers, params (string Key, string Value)[] settings)
    : WebApplicationFactory<Program>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Puts something else in the place of a part.</summary>
    public Action<IServiceCollection> Replace { get; init; } = _ => { };

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>Asks again until the answer is as wanted; fails with the last answer after a minute.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask, Func<T, bool> isWanted)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isWanted(answer))
                return answer;
            if (Stopwatch.GetElapsedTime(begun) > Deadline)
                throw new TimeoutException($"not after {Deadline}; the last answer was {answer}");
            await Task.Delay(20);
        }
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var client = CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Sends a body, under the actor's name where there is one, and gives status and answer.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, HttpContent? content, string? actor = null)
    {
        using var client = CreateClient();
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (actor is not null)
            request.Headers.Add("Actor", actor);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
        return (response.StatusCode, document.RootElement.Clone());
    }

    public async Task<long> CountAsync(string table)
    {
        await using var connection = await Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"select count(*) from {table}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Moderation", connectionString);
        builder.UseSetting("Kafka:BootstrapServers", bootstrapServers);
        builder.UseSetting("Projection:ClusterId", bootstrapServers);
        builder.UseSetting("Audit:KeyFile", TestKeys.AuditKeyFile);
        builder.UseSetting("Evidence:Vault:MasterKeyFile", TestKeys.MasterKeyFile);
        builder.UseSetting("Evidence:Vault:HoldKeyFile", TestKeys.HoldKeyFile);
        builder.UseSetting("Evidence:Vault:Directory", TestKeys.VaultFolder);
        builder.UseSetting("Kafka:SessionTimeout", "00:00:02");
        builder.UseSetting("Kafka:HeartbeatInterval", "00:00:00.3");
        builder.UseSetting("Kafka:FetchWait", "00:00:00.01");
        builder.UseSetting("Access:Development", "true");
        // A schema of its own in each test's database; tests of recurring work have it.
        builder.UseSetting("Jobs:Enabled", "false");
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(Replace);
    }
}
