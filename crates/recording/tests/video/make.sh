#!/bin/sh
# Makes the videos of this folder anew, and what ffprobe says of them: ./make.sh (needs ffmpeg).
set -eu
cd "$(dirname "$0")"

rm -f encrypted.mp4
pattern="testsrc=size=160x120:rate=10:duration=2"
x264="-c:v libx264 -preset veryfast -g 10 -pix_fmt yuv420p"
make() { ffmpeg -v error -y -fflags +bitexact "$@"; }

make -f lavfi -i $pattern $x264 -bf 0 -movflags +faststart -metadata creation_time=2026-11-23T12:00:00Z faststart.mp4
make -f lavfi -i $pattern $x264 -bf 2 moov_at_end.mp4
make -f lavfi -i $pattern $x264 -bf 2 -movflags +frag_keyframe+empty_moov+default_base_moof fragmented.mp4
make -f lavfi -i $pattern -vf "select='not(mod(n,3))+eq(n,1)'" -vsync vfr $x264 -bf 0 variable_rate.mp4
make -itsoffset 0.5 -i faststart.mp4 -c copy edit_list.mp4
make -f lavfi -i $pattern -f lavfi -i sine=duration=2 $x264 -c:a aac -b:a 32k sound.mp4
make -f lavfi -i sine=duration=1 -c:a aac -b:a 32k sound_only.mp4
make -f lavfi -i $pattern -frames:v 1 $x264 one_frame.mp4
make -f lavfi -i $pattern -c:v libvpx -b:v 60k vp8.webm
make -f lavfi -i $pattern -f lavfi -i sine=duration=2 -c:v libvpx-vp9 -b:v 60k -c:a libopus vp9_sound.webm
make -f lavfi -i $pattern -c:v libvpx -b:v 60k -live 1 -f webm unknown_size.webm
make -f lavfi -i $pattern $x264 -bf 2 b_frames.mkv

made=$(mktemp -d)
larger="testsrc=size=322x200:rate=10:duration=1"
make -f lavfi -i $larger $x264 -bf 0 "$made/wider.mp4"
printf "file '%s'\n" "$PWD/faststart.mp4" "$made/wider.mp4" > "$made/list"
make -f concat -safe 0 -i "$made/list" -c copy resized.mp4
make -f concat -safe 0 -i "$made/list" -c copy resized.mkv

x265="-c:v libx265 -preset veryfast -g 10 -pix_fmt yuv420p -x265-params info=0:log-level=error:bframes=0:repeat-headers=1"
make -f lavfi -i $pattern $x265 "$made/one.hevc"
make -f lavfi -i $larger $x265 "$made/other.hevc"
cat "$made/one.hevc" "$made/other.hevc" > "$made/both.hevc"
make -r 10 -i "$made/both.hevc" -c copy -tag:v hev1 resized_hevc.mp4
av1="-c:v libaom-av1 -cpu-used 8 -g 10 -pix_fmt yuv420p -crf 50 -b:v 0 -lag-in-frames 0"
make -f lavfi -i $pattern $av1 "$made/one.webm"
make -f lavfi -i $larger $av1 "$made/other.webm"
printf "file '%s'\n" "$made/one.webm" "$made/other.webm" > "$made/list"
make -f concat -safe 0 -i "$made/list" -c copy resized_av1.webm
rm -r "$made"

for video in *.mp4 *.webm *.mkv; do
    ffprobe -v error -select_streams v:0 -show_packets -show_entries packet=pts_time,pos,size,flags \
        -of csv=p=0 "$video" > "${video}.csv"
done

# Made last, as ffprobe takes for keys what it cannot decode.
key="-encryption_scheme cenc-aes-ctr -encryption_key 00112233445566778899aabbccddeeff"
make -i faststart.mp4 -c copy $key -encryption_kid 000102030405060708090a0b0c0d0e0f encrypted.mp4
