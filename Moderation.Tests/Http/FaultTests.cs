using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class FaultTests(PostgresServer server)
{
    [PostgresFact]
    public async Task Fault_of_the_service_is_answered_without_its_detail_and_logged_with_it()
    {
        var database = await server.CreateDatabaseAsync();
        using var log = new ExceptionLog();
        await using var app = new ModerationApplication(database, "127.0.0.1:1");
        await using var logged = app.WithWebHostBuilder(builder => builder.ConfigureLogging(logging => logging.AddProvider(log)));
        using var client = logged.CreateClient();
        await using var source = NpgsqlDataSource.Create(database);
        await using var drop = source.CreateCommand("drop table report");
        await drop.ExecuteNonQueryAsync();

        using var response = await client.GetAsync(new Uri("/v1/reports", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal("urn:moderation:problem:internal", JsonDocument.Parse(body).RootElement.GetProperty("type").GetString());
        Assert.DoesNotContain("relation", body, StringComparison.Ordinal);
        Assert.Contains(log.Exceptions, e => e is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable });
    }

    /// <summary>Keeps the exceptions that were logged as errors.</summary>
    private sealed class ExceptionLog : ILoggerProvider, ILogger
    {
        public ConcurrentBag<Exception> Exceptions { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error && exception is not null)
                Exceptions.Add(exception);
        }

        public void Dispose()
        {
        }
    }
}
