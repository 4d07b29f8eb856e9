// SPDX-License-Identifier: GPL-3.0-or-later

//! What a node reports to the telemetry server that it is given.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{alone, wait_for, Node, PATIENCE};
use serde_json::{json, Value};
use std::{
	io::{BufRead, BufReader, Read, Write},
	iter,
	net::{TcpListener, TcpStream},
	process::Command,
};

/// Takes the node's connection, and agrees that it becomes a WebSocket. Returns the request too.
fn accept(server: &TcpListener) -> (TcpStream, Vec<String>) {
	server.set_nonblocking(true).unwrap();
	let (mut stream, _) = wait_for("connection", || server.accept().ok());
	stream.set_read_timeout(Some(PATIENCE)).unwrap();
	let request: Vec<_> = BufReader::new(&stream)
		.lines()
		.map(|line| line.expect("the node asks in text"))
		.take_while(|line| !line.is_empty())
		.collect();
	let key = request
		.iter()
		.find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "))
		.expect("a WebSocket is asked for");
	write!(
		stream,
		"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
		 Sec-WebSocket-Accept: {}\r\n\r\n",
		agreement(key),
	)
	.expect("the node reads");
	(stream, request)
}

/// What a server answers to this key: RFC 6455, section 4.2.2. The SHA-1 in it is that of coreutils.
fn agreement(key: &str) -> String {
	let hash = "printf %s \"$0\" | sha1sum | head -c 40 | tr a-f A-F | basenc --base16 -d | base64";
	let output = Command::new("sh")
		.args(["-c", hash])
		.arg(format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
		.output()
		.expect("there is a shell");
	String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The next report: a frame of the WebSocket, masked, and shorter than 64 KiB. Section 5.2 there.
fn report(stream: &mut TcpStream) -> Value {
	let mut read = |length| {
		let mut bytes = vec![0; length];
		stream.read_exact(&mut bytes).expect("the node reports");
		bytes
	};
	let head = read(2);
	assert_eq!((head[0], head[1] & 0x80), (0x82, 0x80), "one binary frame, masked");
	let length = match usize::from(head[1] & 0x7f) {
		126 => read(2).into_iter().fold(0, |length, byte| length * 256 + usize::from(byte)),
		short => short,
	};
	let (mask, text) = (read(4), read(length));
	let text: Vec<_> = text.iter().zip(mask.iter().cycle()).map(|(one, mask)| one ^ mask).collect();
	let mut report: Value = serde_json::from_slice(&text).expect("a report is JSON");
	report["payload"].take()
}

#[test]
fn a_node_tells_its_telemetry_server_who_it_is_and_of_its_blocks() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let server = TcpListener::bind("127.0.0.1:0").unwrap();
	let url = format!("ws://{}/submit 0", server.local_addr().unwrap());
	let node = Node::start(folder.path(), &["--dev", "--name", "fleet-7", "--telemetry-url", &url]);
	let (mut stream, request) = accept(&server);
	assert_eq!(request[0], "GET /submit HTTP/1.1");

	let who = report(&mut stream);
	assert_eq!(who["msg"], "system.connected", "{who}");
	assert_eq!(who["name"], "fleet-7");
	assert_eq!(who["chain"], "INT Development");
	assert_eq!(who["implementation"], "INT Node");
	assert_eq!(who["genesis_hash"], json!(node.hash(0)));

	let block = iter::repeat_with(|| report(&mut stream))
		.find(|report| report["msg"] == "block.import")
		.expect("reports do not end");
	let number = block["height"].as_u64().and_then(|number| u32::try_from(number).ok()).unwrap();
	// It reports a block that it imports a moment before it answers for it.
	node.wait_for_block(number);
	assert_eq!(block["best"], json!(node.hash(number)));
}
