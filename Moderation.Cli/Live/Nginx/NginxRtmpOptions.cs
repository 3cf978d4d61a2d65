using System.Globalization;

namespace Moderation.Cli.Live.Nginx;

/// <summary>How the private nginx is set up.</summary>
internal sealed record NginxRtmpOptions
{
    public const string Application = "live";

    /// <summary>Where streams are published and played; the next free port is taken when it is not free.</summary>
    public int RtmpPort { get; init; } = 19350;

    /// <summary>Statistics, control and HLS; the next free port is taken when it is not free.</summary>
    public int HttpPort { get; init; } = 19360;

    /// <summary>Asked before somebody may publish, and told when somebody has stopped; null lets everybody publish.</summary>
    public Uri? PublishHook { get; init; }

    /// <summary>Whether streams can also be played as HLS, in pieces of one second.</summary>
    public bool Hls { get; init; }

    /// <summary>The configuration, all paths relative to nginx's prefix.</summary>
    /// <remarks>
    /// One process and no master, so that nothing outlives it and the control module sees every connection. All of it on loopback: the control module
    /// lets whoever reaches it drop anybody.
    /// </remarks>
    public string Write(string rtmpModule) => string.Create(CultureInfo.InvariantCulture,
        $$"""
        daemon off;
        master_process off;
        pid {{NginxRtmpFolder.PidFileName}};
        error_log stderr notice;
        load_module "{{rtmpModule}}";
        events { worker_connections 512; }
        rtmp {
          access_log off;
          server {
            listen 127.0.0.1:{{RtmpPort}};
            application {{Application}} {
              live on;
              # a reader begins with a key frame, and ends when the publisher goes
              wait_key on;
              wait_video on;
              idle_streams off;
              drop_idle_publisher 10s;
              {{Hook()}}
              {{(Hls ? "hls on; hls_path hls; hls_fragment 1s; hls_playlist_length 6s;" : "")}}
            }
          }
        }
        http {
          access_log off;
          client_body_temp_path temp/body; proxy_temp_path temp/proxy; fastcgi_temp_path temp/fastcgi; uwsgi_temp_path temp/uwsgi; scgi_temp_path temp/scgi;
          server {
            listen 127.0.0.1:{{HttpPort}};
            location = /stat { rtmp_stat all; }
            location /control { rtmp_control all; }
            {{(Hls ? "location /hls { root .; types { application/vnd.apple.mpegurl m3u8; video/mp2t ts; } }" : "")}}
          }
        }

        """);

    private string Hook() => PublishHook is { } hook ? $"on_publish {hook}; on_publish_done {hook};" : "";
}
